// Deliveries by state, destination, outcome and time, and the replay of those that a filter selects.
import { get, post, query } from './api.js';
import { ask } from './dialog.js';
import { button, dim, element, field, head, link, none, notice, select, short, sync, table } from './dom.js';
import { time, until } from './time.js';
import { conversationOf, count, isOpen, plain, STATE_NAMES, stateBadge } from './words.js';

const FILTERS = ['state', 'destination', 'outcome', 'since', 'until', 'conversation', 'event', 'providerSid'];
const PAGE = '50';

/** @param same what all deliveries of the list share, so that it has no column: `destination` or `conversation` */
export function deliveryTable(label, same) {
  const columns = ['Event', ...(same === 'destination' ? [] : ['Destination']), 'State', 'Attempts', ...(same === 'conversation' ? [] : ['Conversation']), 'Happened'];
  const { node, body, row } = table(label, columns);
  const nothing = element('p', { class: 'empty', hidden: true }, 'None.');
  return {
    node: element('div', {}, node, nothing),
    show(items) {
      node.hidden = items.length === 0;
      nothing.hidden = items.length > 0;
      sync(body, items, each => each.id, each => row([
        [link('deliveries/' + each.id, each.eventType ?? each.eventId), each.parts > 1 && dim(` part ${each.part} of ${each.parts}`)],
        ...(same === 'destination' ? [] : [link('destinations/' + encodeURIComponent(each.destination), each.destination)]),
        [stateBadge(each), each.lastOutcome && each.state !== 'delivered' && dim(' ' + plain(each.lastOutcome)),
          isOpen(each) && each.nextAttemptAt && Date.parse(each.nextAttemptAt) > Date.now() && dim(', next attempt ', until(each.nextAttemptAt))],
        String(each.attempts),
        ...(same === 'conversation' ? [] : [conversationOf(each.lane) ? link('conversations/' + each.lane, short(each.lane)) : none()]),
        time(each.occurredAt),
      ]));
    },
  };
}

const local = iso => (iso ? new Date(Date.parse(iso) - new Date(iso).getTimezoneOffset() * 60_000).toISOString().slice(0, 16) : '');
const iso = text => (text ? new Date(text).toISOString() : '');

function filterForm(filters, names, apply) {
  const inputs = {
    state: select([['', 'Any'], ...STATE_NAMES.map(each => [each, each])], filters.get('state') ?? ''),
    destination: select([['', 'Any'], ...names.map(each => [each, each])], filters.get('destination') ?? ''),
    outcome: element('input', { value: filters.get('outcome') ?? '', placeholder: 'Any', maxlength: '60', autocomplete: 'off', spellcheck: 'false' }),
    since: element('input', { type: 'datetime-local', value: local(filters.get('since')) }),
    until: element('input', { type: 'datetime-local', value: local(filters.get('until')) }),
  };
  const read = () => {
    for (const name of ['state', 'destination', 'outcome']) filters.set(name, inputs[name].value.trim());
    for (const name of ['since', 'until']) filters.set(name, iso(inputs[name].value));
    return apply();
  };
  const others = ['conversation', 'event', 'providerSid'].filter(name => filters.get(name));
  return element('form', { class: 'filters', 'aria-label': 'Filter', onsubmit: event => { event.preventDefault(); void read(); }, onchange: () => void read() },
    field('State', inputs.state), field('Destination', inputs.destination), field('Outcome', inputs.outcome),
    field('Happened since', inputs.since), field('Happened before', inputs.until),
    others.map(name => element('p', { class: 'chosen' }, dim(name + ' '), short(filters.get(name)), ' ',
      button('Remove', async () => { filters.delete(name); others.splice(0); await apply(true); }, { class: 'plain', 'aria-label': `Remove the filter ${name}` }))),
    element('button', { class: 'hidden' }, 'Apply'));
}

/** The filter in words, for the question before a replay. */
function named(filter) {
  const parts = Object.entries(filter).map(([name, value]) => `${name} ${value}`);
  return parts.length ? parts.join(', ') : 'no filter';
}

/** A dry run first; its report is what the question says. */
async function replay(filter, done) {
  const plan = await post('/api/deliveries/replay', { filter, dryRun: true });
  const entries = Object.entries(plan.deliveries);
  const total = entries.reduce((sum, [, number]) => sum + number, 0);
  if (!total) {
    notice('Nothing to replay. A replay takes deliveries that ended, and without a state in the filter only failed and expired ones. Texts are replayed only with their destination in the filter.');
    return;
  }
  const answer = await ask({
    title: `Replay ${count(total, 'delivery', 'deliveries')}?`,
    about: [
      `They match: ${named(filter)}. They are sent again in order, with a fresh retry schedule. Make.com recognizes a repeat by its webhook-id.`,
      element('ul', { 'aria-label': 'Deliveries by destination' }, entries.map(([name, number]) => element('li', {}, `${name}: ${number.toLocaleString('en-GB')}`))),
      element('span', {}, plan.oldest ? ['The oldest happened on ', time(plan.oldest), '.'] : '', plan.late ? ` ${count(plan.late, 'is', 'are')} past the TTL.` : ''),
    ],
    confirm: `Replay ${total.toLocaleString('en-GB')}`,
    act: () => post('/api/deliveries/replay', { filter, dryRun: false }),
    done: report => `${count(Object.values(report.deliveries).reduce((sum, number) => sum + number, 0), 'delivery is', 'deliveries are')} replayed.`,
  });
  if (answer) await done();
}

export async function deliveries(page) {
  page.title('Deliveries');
  const filters = page.filters;
  const values = () => Object.fromEntries(FILTERS.map(name => [name, filters.get(name)]).filter(([, value]) => value));
  const list = deliveryTable('Deliveries');
  let items = [];
  let next = null;
  const more = button('Show more', () => load(next), { hidden: true });

  async function load(cursor) {
    const found = await get('/api/deliveries' + query({ ...values(), cursor, limit: PAGE }), page.signal);
    items = cursor ? [...items, ...found.items] : found.items;
    next = found.next ?? null;
    list.show(items);
    more.hidden = next === null;
  }

  const place = element('div', {});
  const apply = async form => {
    // The address has the filter, so that it can be shared; SIDs are the most that is in it.
    history.pushState(null, '', '#/deliveries' + query(values()));
    if (form) draw();
    await load().catch(failure => notice(failure.message));
  };
  const names = (await get('/api/destinations', page.signal)).items.map(each => each.name);
  const draw = () => place.replaceChildren(filterForm(filters, names, apply));
  draw();
  page.root.append(head('Deliveries', button('Replay these', () => replay(values(), () => load())), button('Refresh', () => load())), place, list.node, element('p', { class: 'actions' }, more));
  await load();
}
