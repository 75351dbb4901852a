// All destinations, live: the state of each, its backlog and its rate.
import { get } from './api.js';
import { badge, dim, element, head, link, none, sync, table } from './dom.js';
import { ago, since } from './time.js';
import { condition, KINDS, plain } from './words.js';

export const conditionBadge = destination => badge(...condition(destination));

/** The part of a destination that says what went wrong last. */
export const lastError = each => (each.lastError ? element('span', {}, plain(each.lastError), ' ', dim(ago(each.lastErrorAt))) : none());

const rate = each => [each.deliveredLastMinute ?? 0, each.unsuccessfulLastMinute ? element('span', { class: 'trouble' }, ` + ${each.unsuccessfulLastMinute} unsuccessful`) : ''];

/** A table of destinations and the function that fills it. */
export function destinationTable() {
  const { node, body, row } = table('Destinations', ['Destination', 'State', 'Backlog', 'Oldest', 'Delivered a minute', 'Last error']);
  return {
    node,
    show: items => sync(body, items, each => each.name, each => row([
      [link('destinations/' + encodeURIComponent(each.name), each.name), ' ', dim(KINDS[each.kind] ?? each.kind ?? '')],
      conditionBadge(each),
      String(each.backlog),
      each.oldestSince ? since(each.oldestSince) : none(),
      rate(each),
      lastError(each),
    ])),
  };
}

export async function destinations(page) {
  page.title('Destinations');
  const list = destinationTable();
  const nothing = element('p', { class: 'empty', hidden: true }, 'No destination is configured.');
  page.root.append(head('Destinations'), list.node, nothing);
  const show = ({ items }) => {
    list.show(items);
    nothing.hidden = items.length > 0;
    list.node.hidden = items.length === 0;
  };
  show(await get('/api/destinations', page.signal));
  void page.follow('/api/destinations/live', 'destinations', show);
}
