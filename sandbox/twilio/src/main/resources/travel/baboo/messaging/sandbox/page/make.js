// What Make.com's hooks received, newest first. New deliveries are fetched after the newest known number.
import { control, items } from './api.js';
import { badge, conversationLink, element, link, serial, sync, time } from './dom.js';
import { conversations, title } from './store.js';
import { deliveryBadge, eventOf } from './trail.js';

const KEPT = 200;

let view = null;

function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function row(each) {
  const event = eventOf(each);
  return element('li', { class: each.chosen ? 'row chosen' : 'row' },
    element('p', { class: 'cells' },
      time(each.time), link(`make/${each.hook}/${each.number}`, event.type ?? 'delivery'), deliveryBadge(each),
      element('span', {}, each.conversationSid ? conversationLink(each.conversationSid, each.title) : element('span', { class: 'dim' }, 'no conversation'))),
    event.message?.body && element('p', { class: 'words' }, `${event.message.from ?? event.message.author}: ${event.message.body}`),
    element('p', { class: 'dim' }, 'Signature ', badge(['valid', 'unchecked'].includes(each.signature) ? 'good' : 'bad', each.signature), ' webhook-id ', each.webhookId ?? 'none'),
    element('details', { open: each.chosen }, element('summary', {}, `Body, ${each.body.length} characters`), element('pre', { tabindex: '0' }, pretty(each.body))));
}

function draw() {
  sync(view.hooks, view.found.map(each => ({ ...each, current: each.hook.id === view.hook })), each => each.hook.id, each =>
    element('li', {}, link('make/' + each.hook.id, [
      element('strong', {}, each.hook.id),
      element('small', {}, `${each.counts.received} received, ${each.counts.repeats} repeats`),
    ], { 'aria-current': each.current ? 'true' : null })));
  view.heading.textContent = view.hook ? 'Deliveries to ' + view.hook : 'No hook';
  const all = [...(view.extra ? [view.extra] : []), ...view.deliveries.toReversed()];
  sync(view.list, all.map(each => {
    const room = conversations.get(each.conversationSid);
    return { ...each, hook: view.hook, chosen: each.number === view.chosen, title: room ? title(room) : null };
  }), each => each.hook + each.number, row);
  view.none.hidden = all.length > 0;
}

const load = serial(async () => {
  const mine = view;
  mine.found = await items('make/hooks');
  const hook = mine.asked ?? mine.found[0]?.hook.id ?? null;
  if (hook !== mine.hook) Object.assign(mine, { hook, deliveries: [], extra: null });
  if (hook) {
    const found = await items(`make/hooks/${hook}/deliveries?after=${mine.deliveries.at(-1)?.number ?? 0}&newest=${KEPT}`);
    mine.deliveries = [...mine.deliveries, ...found].slice(-KEPT);
  }
  if (mine === view) draw();
});

async function choose(hook, number) {
  const mine = view;
  mine.asked = hook ?? null;
  mine.chosen = number;
  await load();
  mine.extra = !number || mine.deliveries.some(each => each.number === number) ? null : await control('GET', `make/hooks/${hook}/deliveries/${number}`);
  if (view !== mine) return;
  draw();
  mine.list.querySelector('.chosen')?.scrollIntoView({ block: 'center' });
}

export const make = {
  open(main, hook, number) {
    if (!main.childElementCount) {
      const hooks = element('ul', {});
      const heading = element('h2', {}, 'Make.com');
      const list = element('ol', { class: 'rows', 'aria-label': 'Deliveries' });
      const none = element('p', { class: 'empty', hidden: true }, 'No delivery yet. A scenario gets every message: ', link('conversations/new', 'start an inquiry'), ' first.');
      view = { hooks, heading, list, none, found: [], deliveries: [], hook: null, extra: null, chosen: null, asked: null };
      main.replaceChildren(element('nav', { class: 'list', 'aria-label': 'Hooks' }, hooks), element('section', { class: 'detail' }, heading, none, list));
    }
    choose(hook, Number(number) || null).catch(failure => {
      view.none.hidden = false;
      view.none.textContent = failure.message;
    });
  },
  changed: change => (change.topics.includes('make') ? load() : undefined),
  load,
};
