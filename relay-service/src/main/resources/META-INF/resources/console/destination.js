// One destination: its state, its backlog, pause and resume, a test event, and its newest deliveries.
import { get, post, query } from './api.js';
import { conditionBadge, lastError } from './destinations.js';
import { deliveryTable } from './deliveries.js';
import { ask } from './dialog.js';
import { badge, button, dim, element, facts, fill, head, link, section } from './dom.js';
import { duration, since, time, until } from './time.js';
import { count, KINDS, outcomeMood, plain } from './words.js';

const path = (name, rest = '') => `/api/destinations/${encodeURIComponent(name)}${rest}`;

function pause(destination) {
  const { name, backlog } = destination;
  return ask({
    title: `Pause ${name}?`,
    about: [`No delivery is sent to ${name} until it is resumed. Deliveries keep arriving and wait in order; ${count(backlog, 'delivery waits', 'deliveries wait')} now.`,
      'A delivery whose TTL passes meanwhile expires.'],
    confirm: 'Pause', act: () => post(path(name, '/pause')), done: `${name} is paused.`,
  });
}

function resume(destination) {
  const { name, backlog, reason } = destination;
  return ask({
    title: `Resume ${name}?`,
    about: [`${count(backlog, 'delivery is', 'deliveries are')} sent in order, at the rate limit.`, reason && `It was paused because: ${plain(reason)}.`].filter(Boolean),
    confirm: 'Resume', act: () => post(path(name, '/resume')), done: `${name} is resumed.`,
  });
}

function testEvent(destination) {
  return ask({
    title: `Send a test event to ${destination.name}?`,
    about: ['One signed event of the type travel.baboo.console.test.v1 is sent at once, outside the order of any conversation. It contains no personal data and counts against the rate limit.',
      'A scenario that does not filter by type runs once.'],
    confirm: 'Send the test event', act: () => post(path(destination.name, '/test')), done: 'The test event was sent.',
  });
}

function tested(result) {
  return element('div', { class: 'result', role: 'status' },
    element('p', {}, element('strong', {}, 'Test event '), badge(outcomeMood(result.outcome), plain(result.outcome)), ' ',
      result.status ? `HTTP ${result.status}` : 'no answer', dim(` after ${duration(result.durationMillis)}`)),
    result.answer && element('pre', { tabindex: '0', 'aria-label': 'Answer' }, result.answer));
}

function tiles(each) {
  const tile = (name, value, detail) => element('div', { class: 'tile' }, element('dt', {}, name), element('dd', {}, element('strong', {}, value), detail && element('small', {}, detail)));
  const parts = [each.held && `${each.held} held`, each.unknown && `${each.unknown} of unknown fate`].filter(Boolean).join(', ');
  return element('dl', { class: 'tiles' },
    tile('Backlog', String(each.backlog), parts || 'waiting'),
    tile('Oldest', each.oldestSince ? since(each.oldestSince) : '–', each.oldestSince ? 'since it happened' : 'nothing waits'),
    tile('Delivered', String(each.deliveredLastMinute ?? 0), 'in the last minute'),
    tile('Unsuccessful', String(each.unsuccessfulLastMinute ?? 0), 'in the last minute'));
}

export async function destination(page) {
  const name = page.id;
  page.title(name);
  const title = head(name);
  const actions = element('div', { class: 'actions' });
  title.append(actions);
  const state = element('div', { class: 'stack' });
  const result = element('div', {});
  const lists = element('div', { class: 'stack' });
  page.root.append(element('p', { class: 'crumbs' }, link('destinations', 'Destinations')), title, state, result, lists);
  let now = null;

  function draw() {
    fill(state,
      element('p', { class: 'status' }, conditionBadge(now), ' ', dim(KINDS[now.kind] ?? ''), ' ',
        now.pausedAt && element('span', {}, 'since ', time(now.pausedAt), now.reason && `: ${plain(now.reason)}`),
        now.probeAt && element('span', {}, ', probed ', until(now.probeAt))),
      tiles(now),
      facts([['Circuit', now.circuit], ['Last error', lastError(now)]]));
    fill(actions,
      now.pausedAt ? button('Resume', () => resume(now), { class: 'primary' }) : button('Pause', () => pause(now)),
      now.kind === 'make' && button('Send a test event', async () => {
        const answer = await testEvent(now);
        if (answer) result.replaceChildren(tested(answer));
      }),
      link('deliveries' + query({ destination: name }), 'All deliveries', { class: 'button' }));
  }

  const waiting = deliveryTable('Waiting deliveries', 'destination');
  const failed = deliveryTable('Failed deliveries', 'destination');
  lists.append(section('Waiting', waiting.node), section('Failed', failed.node));
  async function load() {
    const list = state => get('/api/deliveries' + query({ destination: name, state, limit: '10' }), page.signal);
    const [first, second] = await Promise.all([list('waiting'), list('failed')]);
    waiting.show(first.items);
    failed.show(second.items);
  }

  let known = null;
  const show = async ({ items }) => {
    const found = items.find(each => each.name === name);
    if (!found) throw Object.assign(new Error(`There is no destination ${name}.`), { status: 404 });
    now = found;
    draw();
    const changed = JSON.stringify([now.backlog, now.lastErrorAt, now.deliveredLastMinute, now.unsuccessfulLastMinute]);
    if (changed === known) return;
    known = changed;
    await load();
  };
  await show(await get('/api/destinations', page.signal));
  void page.follow('/api/destinations/live', 'destinations', show);
}
