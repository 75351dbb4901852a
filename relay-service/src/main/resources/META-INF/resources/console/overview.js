// What an operator wants to know first: does anything need attention, and where.
import { get, query } from './api.js';
import { destinationTable } from './destinations.js';
import { SOURCES } from './dead-letters.js';
import { badge, dim, element, fill, head, link, section } from './dom.js';
import { inquiryTable } from './inquiries.js';
import { since } from './time.js';
import { condition, count, plain } from './words.js';

/** What waits for longer than this is worth a person's attention. */
const LONG_MS = 5 * 60_000;
const REFRESH_MS = 15_000;

function troubles(destinations, letters, inquiries) {
  const of = each => link('destinations/' + encodeURIComponent(each.name), each.name);
  return [
    ...destinations.filter(each => each.pausedAt).map(each => ['bad', of(each), ` is paused${each.reason ? ': ' + plain(each.reason) : ''}. `, `${count(each.backlog, 'delivery waits', 'deliveries wait')}.`]),
    ...destinations.filter(each => !each.pausedAt && each.circuit === 'open').map(each => ['bad', of(each), ` fails: the circuit is open${each.lastError ? ` (${plain(each.lastError)})` : ''}.`]),
    ...destinations.filter(each => each.unknown > 0).map(each => ['warn', of(each), ' has ', link('deliveries' + query({ destination: each.name, state: 'unknown' }), count(each.unknown, 'delivery', 'deliveries')), ' of unknown fate.']),
    ...destinations.filter(each => !each.pausedAt && each.oldestSince && Date.now() - Date.parse(each.oldestSince) > LONG_MS && each.backlog > each.held + each.unknown)
      .map(each => ['warn', of(each), ' has a delivery that has waited for ', since(each.oldestSince), '.']),
    ...letters.filter(each => each.open > 0).map(each => ['bad', link('dead-letters', count(each.open, 'dead letter')), ` of ${each.name}.`]),
    ...(inquiries.length ? [['bad', link('inquiries', count(inquiries.length, 'inquiry', 'inquiries') + (inquiries.length === 50 ? ' or more' : '')), inquiries.length === 1 ? ' has failed.' : ' have failed.']] : []),
  ];
}

export async function overview(page) {
  page.title('Overview');
  const attention = element('div', {});
  const list = destinationTable();
  const letterList = element('ul', { class: 'counts', 'aria-label': 'Open dead letters' });
  const inquiryList = inquiryTable(() => load());
  page.root.append(head('Overview'), attention, section('Destinations', list.node),
    section('Dead letters', letterList), section('Inquiries in trouble', inquiryList.node));
  let destinations = [];
  let letters = [];
  let failed = [];

  function draw() {
    list.show(destinations);
    const found = troubles(destinations, letters, failed);
    fill(attention, found.length
      ? element('div', { class: 'verdict ' + (found.some(([mood]) => mood === 'bad') ? 'bad' : 'warn') }, element('strong', {}, found.length === 1 ? 'One thing needs attention' : `${found.length} things need attention`),
        element('ul', {}, found.map(([, ...words]) => element('li', {}, words))))
      : element('div', { class: 'verdict good' }, element('strong', {}, 'Nothing needs attention'),
        element('p', {}, `${count(destinations.filter(each => condition(each)[0] === 'good' || condition(each)[0] === 'busy').length, 'destination')} healthy. To find a message, press `, element('kbd', {}, '/'), ' and paste its SID.')));
    fill(letterList, letters.map(each => element('li', {}, link('dead-letters', each.name), badge(each.open ? 'bad' : 'good', each.open === null ? 'unknown' : String(each.open)))));
  }

  async function load() {
    const [inquiries, ...found] = await Promise.all([
      Promise.all(['failed', 'waiting'].map(state => get('/api/admin/inquiries' + query({ state, limit: '50' }), page.signal))),
      ...SOURCES.map(async source => ({ name: source.name, open: (await get(source.list({ limit: '1' }), page.signal)).open })),
    ]);
    failed = inquiries[0].items;
    letters = found;
    inquiryList.show(inquiries.flatMap(each => each.items).slice(0, 8));
    draw();
  }

  destinations = (await get('/api/destinations', page.signal)).items;
  draw();
  await load();
  page.every(REFRESH_MS, load);
  void page.follow('/api/destinations/live', 'destinations', ({ items }) => {
    destinations = items;
    draw();
  });
}
