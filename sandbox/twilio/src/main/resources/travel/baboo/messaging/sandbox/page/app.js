// Routes, the stream of changes, and what is on every view. A view is { open(main, ...parts), changed(notice), load() }.
import { chat } from './chat.js';
import { connections } from './connections.js';
import { conversations } from './conversations.js';
import { notice } from './dom.js';
import { faults, showWrong } from './faults.js';
import { make } from './make.js';
import { phones } from './phones.js';
import * as store from './store.js';
import { webhooks } from './webhooks.js';

const views = { conversations, chat, phones, webhooks, make, faults, connections };
const main = document.getElementById('main');
const live = document.getElementById('live');
let current = null;

function route() {
  const [name, ...parts] = location.hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  return [views[name] ? name : 'conversations', ...parts];
}

function show() {
  const [name, ...parts] = route();
  document.querySelectorAll('header nav a').forEach(each => {
    if (each.hash === '#/' + name) {
      each.setAttribute('aria-current', 'page');
      each.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else {
      each.removeAttribute('aria-current');
    }
  });
  notice('');
  const focused = document.activeElement !== document.body;
  if (current !== name) {
    current = name;
    main.className = name;
    main.replaceChildren();
    scrollTo(0, 0);
  }
  views[name].open(main, ...parts);
  document.title = (main.querySelector('h2')?.textContent || 'Start') + ' – Baboo sandbox';
  // What had the focus may be gone.
  if (focused && document.activeElement === document.body) main.focus({ preventScroll: true });
}

async function all() {
  try {
    await store.loadAll();
    showWrong();
    show();
    await views[current].load?.();
    live.textContent = 'Live';
    live.dataset.state = 'live';
  } catch (failure) {
    lost(failure.message);
  }
}

function lost(why) {
  live.textContent = 'No connection to the sandbox' + (why ? ': ' + why : '');
  live.dataset.state = 'lost';
}

async function apply(change) {
  try {
    await store.update(change);
    if (change.topics.includes('faults')) showWrong();
    await views[current]?.changed?.(change);
  } catch (failure) {
    notice(failure.message);
  }
}

let source = null;
function connect() {
  source = new EventSource('control/events');
  source.addEventListener('open', all);
  source.addEventListener('reset', () => {
    current = null;
    all();
  });
  source.addEventListener('changed', event => void apply(JSON.parse(event.data)));
  source.addEventListener('error', event => {
    lost();
    // The browser reconnects by itself, but not after an answer that is no stream.
    if (event.target.readyState === EventSource.CLOSED) setTimeout(() => event.target === source && connect(), 2000);
  });
}

// A hidden page needs no stream: browsers allow six connections to one server.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    source?.close();
    source = null;
  } else if (source === null) {
    connect();
  }
});
window.addEventListener('hashchange', show);
// The address says which view it is, so that the link must not change it.
document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
if (!document.hidden) connect();
