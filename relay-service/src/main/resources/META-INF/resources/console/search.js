// One field finds everything. What is searched for never becomes part of an address.
import { find, get, post, query } from './api.js';
import { element, link, notice } from './dom.js';
import { ago } from './time.js';

const SID = /^(IM|CH)[0-9a-fA-F]{32}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TEXT_SID = /^(SM|MM)[0-9a-fA-F]{32}$/;
const EVENT = /^[a-z]+(-[a-z]+)+:\S+$/;
const KINDS = { conversation: 'Conversation', message: 'Message', inquiry: 'Inquiry', participant: 'Person', delivery: 'Delivery' };

const target = item => (item.kind === 'message' ? 'messages/' + item.id
  : item.kind === 'delivery' ? 'deliveries/' + item.id
    : item.conversationSid ? 'conversations/' + item.conversationSid
      : item.kind === 'conversation' ? 'conversations/' + item.id : 'inquiries');

const ofDelivery = each => ({ kind: 'delivery', id: each.id, title: `${each.eventType ?? each.eventId} to ${each.destination}`, detail: each.state, at: each.occurredAt });

/** All that was found is one conversation, or one thing: there is nothing to choose. */
const only = items => (items.length === 1 ? target(items[0])
  : items.length && items.every(each => ['conversation', 'participant', 'inquiry'].includes(each.kind) && each.conversationSid && each.conversationSid === items[0].conversationSid) ? target(items[0]) : null);
const deliveries = async filter => (await get('/api/deliveries' + query({ ...filter, limit: '20' }))).items.map(ofDelivery);

/** The relay knows deliveries, the conversation service all else. */
async function found(text) {
  const conversations = post('/api/admin/search', { text }).then(answer => answer.items);
  let relay = [];
  if (UUID.test(text)) relay = find('/api/deliveries/' + text).then(each => (each ? [ofDelivery(each)] : []));
  else if (TEXT_SID.test(text)) relay = deliveries({ providerSid: text });
  else if (EVENT.test(text)) relay = deliveries({ event: text });
  return (await Promise.all([conversations, relay])).flat();
}

export function mountSearch(place, again) {
  const input = element('input', {
    type: 'search', 'aria-label': 'Find a message, conversation, delivery, inquiry or person', autocomplete: 'off', spellcheck: 'false', maxlength: '200',
    placeholder: 'SID, inquiry, phone number, e-mail, name', 'aria-keyshortcuts': '/', enterkeyhint: 'search',
  });
  const results = element('div', { class: 'results', hidden: true });
  let asked = 0;
  const close = () => { results.hidden = true; };
  const go = to => {
    close();
    input.value = '';
    if (location.hash === '#/' + to) again();
    else location.hash = '#/' + to;
    input.blur();
  };
  const say = text => {
    results.replaceChildren(element('p', { role: 'status' }, text));
    results.hidden = false;
  };

  async function search() {
    const text = input.value.trim();
    const mine = ++asked;
    if (!text) return;
    notice('');
    if (SID.test(text)) {
      go((text.startsWith('IM') ? 'messages/' : 'conversations/') + text);
      return;
    }
    say('Searching …');
    try {
      const items = await found(text);
      if (mine !== asked) return;
      const one = only(items);
      if (one) go(one);
      else if (!items.length) say('Nothing was found. Paste a SID, an inquiry id, a phone number, an e-mail address, or words of a name or subject.');
      else list(items);
    } catch (failure) {
      if (mine === asked) say(failure.message || 'Your sign-in has ended. Reload the page.');
    }
  }

  function list(items) {
    results.replaceChildren(element('ul', { 'aria-label': 'Found' }, items.map(item => element('li', {}, link(target(item), [
      element('span', { class: 'kind' }, KINDS[item.kind] ?? item.kind),
      element('strong', {}, item.title ?? item.id),
      element('small', {}, item.kind === 'message' ? `message ${item.detail}` : item.detail, item.at && [' · ', ago(item.at)]),
    ], { onclick: event => { event.preventDefault(); go(target(item)); } })))));
    results.hidden = false;
    results.querySelector('a').focus();
  }

  function move(event) {
    const links = [...results.querySelectorAll('a')];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape' && !results.hidden) {
      close();
      input.focus();
    } else if (step && !results.hidden && links.length) {
      event.preventDefault();
      const next = links.indexOf(document.activeElement) + step;
      (links[next] ?? (step < 0 ? input : links[0])).focus();
    }
  }

  place.replaceChildren(element('form', { role: 'search', onsubmit: event => { event.preventDefault(); void search(); }, onkeydown: move }, input, element('kbd', { 'aria-hidden': 'true' }, '/'), results));
  document.addEventListener('keydown', event => {
    const writing = event.target.closest('input, select, textarea, dialog');
    if (event.key !== '/' || writing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  document.addEventListener('click', event => place.contains(event.target) || close());
}
