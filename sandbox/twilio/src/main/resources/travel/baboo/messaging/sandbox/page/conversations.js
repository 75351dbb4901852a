// A conversation: what was written, what became of each message, and two ways to write: as its expert, and from its phone.
import { bearer, control, gateway } from './api.js';
import { badge, element, field, form, link, serial, shown, sync, time } from './dom.js';
import { inquiryForm } from './inquiry.js';
import * as store from './store.js';
import { chips, Trail, trailSections } from './trail.js';

const NEWEST = 200;
const wide = matchMedia('(min-width: 48rem)');

let root = null;
let detail = null;
let open = null;

/** What to do first, while there is no conversation. */
function firstSteps() {
  return element('section', { class: 'empty steps', 'aria-label': 'First steps' },
    element('h2', {}, 'Nothing has happened yet'),
    element('p', {}, 'This page is the other end of the product: travelers’ phones, Twilio and Make.com. Follow a message through it:'),
    element('ol', {},
      element('li', {}, element('strong', {}, 'Start an inquiry. '), 'A traveler asks, and gets a conversation with an expert.'),
      element('li', {}, element('strong', {}, 'Answer as the expert, '), 'and see it arrive on the phone and at Make.com.'),
      element('li', {}, element('strong', {}, 'Write from the phone: '), 'the message gets its label.'),
      element('li', {}, element('strong', {}, 'Break something '), 'under ', link('faults', 'Faults'), ', and see what the product does.')),
    element('p', { class: 'actions' },
      link('conversations/new', 'Start an inquiry', { class: 'button primary' }),
      link('chat', 'Chat as a visitor', { class: 'button' })));
}

function list() {
  const entries = store.listed();
  const chosen = open?.sid;
  sync(root.list, entries.map(each => ({ ...each, current: each.sid === chosen })), each => each.sid, each => {
    const last = each.lastMessage;
    return element('li', {}, link('conversations/' + each.sid, [
      element('strong', {}, store.title(each)),
      element('small', {}, [time((last ?? each.conversation).created), ` · ${each.conversation.state} · ${each.messageCount} ${each.messageCount === 1 ? 'message' : 'messages'}`]),
      last && element('small', { class: 'last' }, last.body || 'a file'),
    ], { 'aria-current': each.current ? 'true' : null }));
  });
  root.none.hidden = entries.length > 0;
}

function frame(main) {
  const entries = element('ul', {});
  const none = element('p', { class: 'dim' }, 'No conversation yet.');
  detail = element('section', { class: 'detail', 'aria-live': 'off' });
  main.replaceChildren(
    element('nav', { class: 'list', 'aria-label': 'Conversations' },
      element('p', { class: 'actions' }, link('conversations/new', 'Start an inquiry', { class: 'button primary' })), none, entries),
    detail);
  root = { list: entries, none };
}

/** @param what a SID, `new`, or nothing: then the newest, where there is room beside the list */
function show(main, what) {
  if (!main.childElementCount) {
    frame(main);
    open = null;
  }
  main.classList.toggle('chosen', Boolean(what));
  const newest = store.listed()[0]?.sid;
  const sid = what === 'new' ? null : what || (wide.matches ? newest : null);
  if (what === 'new') {
    if (!detail.querySelector('#inquiry')) {
      open = null;
      detail.replaceChildren(inquiryForm());
      detail.querySelector('input').focus();
    }
  } else if (!sid) {
    open = null;
    if (store.faults && !newest) detail.replaceChildren(firstSteps());
    else if (newest) detail.replaceChildren(element('p', { class: 'dim' }, 'Choose a conversation.'));
  } else if (open?.sid !== sid) {
    open = new Conversation(sid);
    detail.replaceChildren(open.node);
    open.load().catch(shown);
  }
  list();
}

class Conversation {
  constructor(sid) {
    this.sid = sid;
    this.trail = new Trail(sid);
    this.room = null;
    this.stale = true;
    this.load = serial(() => this.fetch());
    this.heading = element('h2', { tabindex: '-1' }, '…');
    this.facts = element('p', { class: 'dim' });
    this.messages = element('ol', { class: 'messages', tabindex: '0', 'aria-label': 'Messages' });
    this.write = element('div', {});
    this.sections = trailSections();
    this.node = element('div', { class: 'conversation' },
      element('div', { class: 'talk' },
        element('p', { class: 'back' }, link('conversations', '← All conversations')),
        this.heading, this.facts, this.messages, this.write),
      element('div', { class: 'trail' }, element('h3', {}, 'Where are the messages?'), this.sections.node));
  }

  async fetch() {
    if (this.stale) {
      this.stale = false;
      try {
        this.room = await control('GET', `conversations/${this.sid}?newest=${NEWEST}`);
      } catch (failure) {
        this.stale = true;
        this.heading.textContent = 'No conversation';
        this.facts.textContent = failure.message;
        return;
      }
    }
    await this.trail.load();
    this.draw();
  }

  draw() {
    const { room } = this;
    const people = room.participants.map(store.person);
    this.heading.textContent = store.title(room);
    document.title = this.heading.textContent + ' – Baboo sandbox';
    this.facts.replaceChildren(
      badge(room.conversation.state === 'active' ? 'good' : 'warn', room.conversation.state), ' ',
      ...people.flatMap((each, index) => [index ? ', ' : 'with ', each.address ? link('phones/' + encodeURIComponent(store.number(each.address)), `${each.name} (${each.address})`) : each.name]),
      element('span', { class: 'sid' }, room.sid));
    const atEnd = this.messages.scrollHeight - this.messages.scrollTop - this.messages.clientHeight < 60;
    sync(this.messages,
      room.messages.map(message => ({ message, ...this.trail.ofMessage(message, room.receipts) })),
      each => each.message.sid,
      each => bubble(each));
    if (atEnd) this.messages.scrollTop = this.messages.scrollHeight;
    this.sections.show(this.trail, room);
    const writers = room.conversation.state === 'closed' ? [] : writersOf(people);
    sync(this.write, [writers], () => 'write', () => composer(this.sid, writers));
  }
}

function bubble(each) {
  const { message } = each;
  const label = store.label(message);
  const traveler = /^(whatsapp:)?\+/.test(message.author) || /- Traveler$/.test(label ?? '');
  return element('li', { class: traveler ? 'bubble' : 'bubble mine' },
    element('p', { class: 'who' },
      element('strong', {}, label ?? message.author), label === null && element('span', { class: 'dim' }, ' no label yet'),
      ' ', element('span', { class: 'dim' }, time(message.created))),
    element('p', { class: 'words' }, message.body || message.contentSid || ''),
    message.media.map(file => element('p', { class: 'dim' }, '📎 ' + file.filename)),
    chips(each));
}

function writersOf(people) {
  const experts = people.filter(each => each.identity && each.role === 'expert');
  const phones = people.filter(each => each.address);
  return [
    ...experts.map(each => ({ id: each.identity, text: `${each.name}, the expert`, expert: { email: each.identity, name: each.name } })),
    ...phones.map(each => ({ id: each.address, text: `${each.name}, from the phone`, phone: each.address, proxy: each.proxy })),
  ];
}

function composer(sid, writers) {
  if (!writers.length) return element('p', { class: 'dim' }, 'Nobody can write here: the conversation is closed, or has neither an expert nor a phone.');
  const as = element('select', {}, writers.map(each => element('option', { value: each.id }, each.text)));
  const text = element('input', { required: true, maxlength: '1600', autocomplete: 'off', placeholder: 'Write a message' });
  // The same text sent again after an error is the same message: its key stays.
  let key = null;
  [as, text].forEach(each => each.addEventListener('input', () => { key = null; }));
  return form({ class: 'composer' }, async () => {
    key ??= crypto.randomUUID();
    const writer = writers.find(each => each.id === as.value);
    if (writer.expert) {
      await gateway('POST', `/api/conversations/${sid}/messages`, { body: text.value }, { ...(await bearer(writer.expert)), 'Idempotency-Key': key });
    } else {
      await control('POST', `phones/${encodeURIComponent(store.number(writer.phone))}/messages`,
        { body: text.value, channel: store.channel(writer.phone), to: store.number(writer.proxy) });
    }
    text.value = '';
    key = null;
  }, field('Write as', as), field('Message', text, { class: 'grow' }), element('button', { class: 'primary' }, 'Send'));
}

export const conversations = {
  open: show,
  changed(change) {
    list();
    if (!open) show(document.getElementById('main'), location.hash.split('/')[2]);
    if (!open) return undefined;
    open.stale ||= change.conversations.includes(open.sid);
    // A webhook or a delivery may be of any conversation: the calls ask only for what is new of this one.
    return open.stale || change.topics.some(topic => topic === 'webhooks' || topic === 'make') ? open.load() : undefined;
  },
  load() {
    if (!open) return undefined;
    open.stale = true;
    return open.load();
  },
};
