// Starts the page: settings, sign-in, then the view that the address names. A view is a function that fills its page.
import { get } from './api.js';
import { audit } from './audit.js';
import { conversation } from './conversation.js';
import { deadLetters } from './dead-letters.js';
import { deliveries } from './deliveries.js';
import { delivery } from './delivery.js';
import { destination } from './destination.js';
import { destinations } from './destinations.js';
import { doctor } from './doctor.js';
import { button, element, notice } from './dom.js';
import { inquiries } from './inquiries.js';
import * as login from './login.js';
import { message } from './message.js';
import { overview } from './overview.js';
import { mountSearch } from './search.js';
import { follow } from './stream.js';
import { startCounting } from './time.js';

const main = document.getElementById('main');
const live = document.getElementById('live');
const views = {
  '': () => overview,
  destinations: name => (name ? destination : destinations),
  deliveries: id => (id ? delivery : deliveries),
  messages: sid => sid && message,
  conversations: sid => sid && conversation,
  'dead-letters': () => deadLetters,
  inquiries: () => inquiries,
  doctor: () => doctor,
  audit: () => audit,
};
let settings = {};
let open = null;

/** The address: a view, the id that it is about, and filters. Nothing personal is ever part of it. */
function route() {
  const [path, filters] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, id] = path.split('/').map(decodeURIComponent);
  return { name, id, filters: new URLSearchParams(filters) };
}

function card(title, ...children) {
  main.replaceChildren(element('section', { class: 'gate', 'aria-label': title }, element('h1', { tabindex: '-1' }, title), ...children));
  document.title = title + ' – Baboo console';
  main.querySelector('h1').focus();
}

function leave() {
  open?.abort();
  open = null;
  live.hidden = true;
}

const enter = (text, other) => button(text, () => login.signIn(other), { class: 'primary' });

function signedOut(why) {
  leave();
  document.getElementById('top').hidden = true;
  card('Baboo console', element('p', {}, why ?? 'Follow messages, destinations and conversations. You need the role admin.'), element('p', { class: 'actions' }, enter('Sign in')));
}

function refused() {
  leave();
  const { name, groups } = login.person;
  card('This needs the role admin',
    element('p', {}, `You are signed in as ${name}${groups.length ? `, with the role ${groups.join(', ')}` : ''}. Ask your team for the role admin, or sign in as somebody else.`),
    element('p', { class: 'actions' }, enter('Sign in as somebody else', true)));
}

/** A failure of a whole view. */
function failed(failure) {
  if (failure instanceof login.SignInNeeded) {
    login.signOut();
    signedOut('Your sign-in has ended.');
  } else if (failure.status === 403) {
    refused();
  } else {
    main.replaceChildren(element('section', { class: 'gate', role: 'alert' },
      element('h1', { tabindex: '-1' }, failure.status === 404 ? 'Not found' : 'This did not work'), element('p', {}, failure.message),
      element('p', { class: 'actions' }, button('Try again', show, { class: 'primary' }))));
  }
}

const LIVE = { live: 'Live', connecting: 'Connecting …', lost: 'No connection. Reconnecting …' };
function report(state) {
  live.hidden = !LIVE[state];
  live.textContent = LIVE[state] ?? '';
  live.dataset.state = state;
}

async function show() {
  leave();
  const { name, id, filters } = route();
  const view = Object.hasOwn(views, name) ? views[name](id) : null;
  document.querySelectorAll('#top nav a').forEach(each => {
    const current = each.hash === '#/' + name;
    if (current) each.setAttribute('aria-current', 'page');
    else each.removeAttribute('aria-current');
    if (current) each.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  notice('');
  const control = new AbortController();
  open = control;
  const root = element('div', { class: 'view ' + (name || 'overview') });
  main.replaceChildren(root, element('p', { class: 'loading', role: 'status' }, 'Loading …'));
  scrollTo(0, 0);
  const page = {
    root, id, filters, settings, signal: control.signal,
    title: text => { document.title = text + ' – Baboo console'; },
    follow: (path, event, take) => follow(path, event, async data => {
      try {
        await take(data);
      } catch (failure) {
        if (!control.signal.aborted) notice(failure.message);
      }
    }, control.signal, state => open === control && report(state), failure => open === control && failed(failure)),
    every: (ms, act) => {
      const timer = setInterval(() => document.hidden || act().catch(failure => control.signal.aborted || notice(failure.message)), ms);
      control.signal.addEventListener('abort', () => clearInterval(timer));
    },
  };
  try {
    if (!view) throw Object.assign(new Error('The console has no such page.'), { status: 404 });
    await view(page);
  } catch (failure) {
    if (open === control) failed(failure);
  }
  if (open !== control) return;
  main.querySelector('.loading')?.remove();
  if (document.activeElement === document.body) main.querySelector('h1')?.focus({ preventScroll: true });
}

function showPerson() {
  document.getElementById('person').replaceChildren(
    element('span', { title: login.person.groups.join(', ') }, login.person.name),
    button('Sign out', async () => {
      login.signOut();
      signedOut('You are signed out of the console. The company’s login may still know you.');
    }, { class: 'plain' }));
}

async function start() {
  const response = await fetch('/console/settings.json', { cache: 'no-store' });
  if (response.status === 404) {
    const problem = await response.json().catch(() => ({}));
    card('The console is not configured',
      element('p', {}, 'Set the addresses of the company’s login for relay-service: ', element('code', {}, 'CONSOLE_AUTHORIZATION_ENDPOINT'), ' and ', element('code', {}, 'CONSOLE_TOKEN_ENDPOINT'), '.'),
      problem.detail && element('p', { class: 'dim' }, problem.detail));
    return;
  }
  if (!response.ok) throw new Error(`The settings of the console answered ${response.status}.`);
  settings = await response.json();
  login.configure(settings);
  if (!(await login.resume())) {
    signedOut();
    return;
  }
  // Any call that only an admin may make: it says whether the person is one.
  try {
    await get('/api/destinations');
  } catch (failure) {
    failed(failure);
    return;
  }
  document.getElementById('top').hidden = false;
  showPerson();
  mountSearch(document.getElementById('search'), () => show());
  startCounting();
  window.addEventListener('hashchange', show);
  await show();
}

document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
start().catch(failure => card('The console did not start', element('p', { role: 'alert' }, failure.message),
  element('p', { class: 'actions' }, button('Try again', async () => location.reload(), { class: 'primary' }))));
