// Every attempt to call the product, newest first. New ones are fetched after the newest known number.
import { control, items } from './api.js';
import { conversationLink, element, field, link, serial, sync, time } from './dom.js';
import { title, conversations } from './store.js';
import { webhookBadge } from './trail.js';

const KEPT = 200;
const SHOWN = { all: () => true, lost: each => !['accepted', 'studio'].includes(each.outcome), messages: each => each.eventType === 'onMessageAdded' };

let attempts = [];
let view = null;

const known = sid => conversations.get(sid);

function row(each) {
  return element('li', { class: each.chosen ? 'row chosen' : 'row' },
    element('p', { class: 'cells' },
      time(each.time), link('webhooks/' + each.number, each.eventType), webhookBadge(each),
      element('span', {}, each.conversationSid ? conversationLink(each.conversationSid, each.title) : element('span', { class: 'dim' }, 'no conversation'))),
    element('p', { class: 'dim' }, `${each.method} ${each.url}, ${each.millis} ms${each.error ? ': ' + each.error : ''}`),
    each.outcome === 'dropped' && element('p', { class: 'failure' }, 'Lost on the way, by a fault: the product was never called.'),
    element('details', { open: each.chosen }, element('summary', {}, `${Object.keys(each.fields).length} fields`),
      element('dl', {}, Object.entries(each.fields).flatMap(([name, values]) => [element('dt', {}, name), element('dd', {}, values.join(' | '))]))));
}

function draw() {
  const wanted = attempts.filter(SHOWN[view.only.value]);
  const extra = view.extra && !wanted.some(each => each.number === view.extra.number) ? [view.extra] : [];
  sync(view.list,
    [...extra, ...wanted.toReversed()].map(each => ({ ...each, chosen: each.number === view.chosen, title: known(each.conversationSid) ? title(known(each.conversationSid)) : null })),
    each => each.number, row);
  view.none.hidden = view.list.childElementCount > 0;
}

const load = serial(async () => {
  const after = attempts.at(-1)?.number ?? 0;
  attempts = [...attempts, ...(await items(`webhooks?after=${after}&newest=${KEPT}`))].slice(-KEPT);
  if (view) draw();
});

/** Shows one attempt, fetched by itself if it is older than those shown. */
async function choose(number) {
  const mine = view;
  mine.chosen = number;
  await load();
  mine.extra = !number || attempts.some(each => each.number === number) ? null : await control('GET', 'webhooks/' + number);
  if (view !== mine) return;
  draw();
  mine.list.querySelector('.chosen')?.scrollIntoView({ block: 'center' });
}

export const webhooks = {
  open(main, number) {
    if (!main.childElementCount) {
      attempts = [];
      const only = element('select', { onchange: () => draw() },
        element('option', { value: 'all' }, 'all'), element('option', { value: 'lost' }, 'lost and failed'), element('option', { value: 'messages' }, 'new messages'));
      const list = element('ol', { class: 'rows', 'aria-label': 'Webhook attempts' });
      const none = element('p', { class: 'empty', hidden: true }, 'No such webhook yet. Twilio calls the product when something happens: ',
        link('conversations/new', 'start an inquiry'), ' first.');
      view = { only, list, none, extra: null, chosen: null };
      main.replaceChildren(element('div', { class: 'head' }, element('h2', {}, 'Webhooks'), field('Show', only)), none, list);
    }
    choose(Number(number) || null).catch(failure => {
      view.none.hidden = false;
      view.none.textContent = failure.message;
    });
  },
  changed: change => (change.topics.includes('webhooks') ? load() : undefined),
  load,
};
