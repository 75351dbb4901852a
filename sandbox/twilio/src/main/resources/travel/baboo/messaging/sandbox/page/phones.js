// The travelers' phones: what is on them, and what they write.
import { control, items } from './api.js';
import { badge, conversationLink, element, field, form, link, serial, shown, sync, time } from './dom.js';
import { channel, conversations, number, person, title } from './store.js';

const NEWEST = 200;

let view = null;
let texted = [];

/** Phones by number: the names they have in conversations, and the channels. */
function bound() {
  const phones = new Map(texted.map(each => [each, { names: new Set(), channels: new Set() }]));
  for (const room of conversations.values()) {
    for (const each of room.participants.map(person).filter(found => found.address)) {
      const id = number(each.address);
      if (!phones.has(id)) phones.set(id, { names: new Set(), channels: new Set() });
      phones.get(id).names.add(each.name);
      if (room.conversation.state !== 'closed') phones.get(id).channels.add(channel(each.address));
    }
  }
  return new Map([...phones].sort(([a], [b]) => a.localeCompare(b)));
}

/** A text and who holds the phone. */
function bubble({ text, name }) {
  const own = text.direction === 'inbound';
  const room = conversations.get(text.conversationSid);
  const failed = text.errorCode || ['failed', 'undelivered'].includes(text.status);
  return element('li', { class: own ? 'bubble mine' : 'bubble' },
    element('p', { class: 'who' }, element('strong', {}, own ? name : text.from ?? 'Messaging service'), ' ',
      element('span', { class: 'dim' }, '→ ' + text.to + ', ', time(text.created))),
    element('p', { class: 'words' }, text.body),
    text.media.map(file => element('p', { class: 'dim' }, '📎 ' + file.filename)),
    element('ul', { class: 'chips' },
      element('li', {}, badge(failed ? 'bad' : 'good', text.status + (text.errorCode ? ' ' + text.errorCode : ''))),
      text.conversationSid && element('li', {}, conversationLink(text.conversationSid, room ? title(room) : null))));
}

function composer(phone, channels) {
  const text = element('input', { required: true, maxlength: '1600', autocomplete: 'off', placeholder: 'Answer as the traveler' });
  const by = element('select', {}, element('option', { value: 'sms' }, 'SMS'), element('option', { value: 'whatsapp' }, 'WhatsApp'));
  if (channels.length === 1) [by.value] = channels;
  return form({ class: 'composer' }, async () => {
    await control('POST', 'phones/' + encodeURIComponent(phone) + '/messages', { body: text.value, channel: by.value });
    text.value = '';
  }, field('Channel', by), field('Text', text, { class: 'grow' }), element('button', { class: 'primary' }, 'Send'));
}

const load = serial(async () => {
  const mine = view;
  texted = await items('phones');
  const phones = bound();
  const chosen = mine.asked ?? (mine.wide ? [...phones.keys()][0] : null) ?? null;
  sync(mine.numbers, [...phones].map(([id, each]) => ({ id, names: [...each.names], current: id === chosen })), each => each.id, each =>
    element('li', {}, link('phones/' + encodeURIComponent(each.id), [
      element('strong', {}, each.id), element('small', {}, each.names.join(', ') || 'a traveler’s phone'),
    ], { 'aria-current': each.current ? 'true' : null })));
  mine.none.hidden = phones.size > 0;
  mine.detail.hidden = !chosen;
  if (!chosen) return;
  const texts = await items(`phones/${encodeURIComponent(chosen)}/messages?newest=${NEWEST}`);
  if (mine !== view) return;
  const about = phones.get(chosen);
  mine.heading.textContent = about?.names.size ? `${[...about.names].join(', ')}: ${chosen}` : chosen;
  const atEnd = mine.texts.scrollHeight - mine.texts.scrollTop - mine.texts.clientHeight < 60;
  const name = about?.names.size ? [...about.names].join(', ') : 'The phone';
  sync(mine.texts, texts.map(text => ({ text, name })), each => each.text.sid, bubble);
  if (atEnd) mine.texts.scrollTop = mine.texts.scrollHeight;
  sync(mine.write, [{ chosen, channels: [...(about?.channels ?? [])] }], each => each.chosen, each => composer(each.chosen, each.channels));
});

export const phones = {
  open(main, phone) {
    main.classList.toggle('chosen', Boolean(phone));
    if (!main.childElementCount) {
      const numbers = element('ul', {});
      const none = element('p', { class: 'empty', hidden: true }, 'No phone yet. ', link('conversations/new', 'Start an inquiry'), ' with a traveler’s number first.');
      const heading = element('h2', {}, 'Phones');
      const texts = element('ol', { class: 'messages', tabindex: '0', 'aria-label': 'Texts' });
      const write = element('div', {});
      const detail = element('section', { class: 'detail', hidden: true },
        element('p', { class: 'back' }, link('phones', '← All phones')), heading, texts, write);
      view = { numbers, none, heading, texts, write, detail };
      main.replaceChildren(element('nav', { class: 'list', 'aria-label': 'Phones' }, none, numbers), detail);
    }
    Object.assign(view, { asked: phone, wide: matchMedia('(min-width: 48rem)').matches });
    load().catch(shown);
  },
  changed: change => (change.phones.length || change.conversations.length ? load() : undefined),
  load,
};
