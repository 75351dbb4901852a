// Where is my message? Its journey as a picture in time, each step with its time, and why it waits.
import { find, get, query } from './api.js';
import { badge, code, dim, element, facts, fill, head, link, section } from './dom.js';
import { journey, steps } from './journey.js';
import { picture } from './picture.js';
import { duration, precise } from './time.js';
import { briefly, conversationOf, count, isOpen, plain, stateBadge, traceLink, why } from './words.js';

const REFRESH_MS = 4000;
/** Receipts and late copies still change a message for this long. */
const YOUNG_MS = 15 * 60_000;

const receipt = each => element('li', {}, dim('Receipt '), each.name, ' ', dim(each.channel ?? ''), ' ',
  badge(['failed', 'undelivered'].includes(each.status) ? 'bad' : ['delivered', 'read'].includes(each.status) ? 'good' : 'warn', each.status),
  each.errorCode ? ` ${each.errorCode}` : '', ' ', each.updatedAt && precise(each.updatedAt));

/** One sentence: arrived, waits, or failed. */
function verdict(message, deliveries, found) {
  const waiting = deliveries.filter(isOpen);
  const lost = deliveries.filter(each => ['failed', 'expired', 'canceled'].includes(each.state));
  const box = (mood, ...children) => element('div', { class: 'verdict ' + mood, role: 'status' }, ...children);
  if (waiting.length) {
    return box('warn', element('strong', {}, 'It waits'), element('ul', {}, waiting.map(each =>
      element('li', {}, link('deliveries/' + each.id, each.destination), ': ', why(each)))));
  }
  if (lost.length) {
    return box('bad', element('strong', {}, 'It did not arrive everywhere'), element('ul', {}, lost.map(each =>
      element('li', {}, link('deliveries/' + each.id, each.destination), ` ${each.state}: ${plain(each.lastOutcome) || 'no outcome'}`))));
  }
  if (!message?.mirroredAt) return box('warn', element('strong', {}, 'It is not in the mirror'), element('p', {}, 'Reconcile the conversation to fetch it from Twilio.'));
  if (!deliveries.length) return box('good', element('strong', {}, 'It is in the mirror'), element('p', {}, 'No destination was to receive it.'));
  return box('good', element('p', {}, element('strong', {}, 'It arrived'), ` at ${count(deliveries.length, 'destination')}, in ${duration(found.to - found.from)}.`));
}

function stepList(message, deliveries) {
  let before = null;
  return element('ol', { class: 'steps', 'aria-label': 'Steps' }, steps(message, deliveries).map(each => {
    const at = each.at === null ? null : Date.parse(each.at);
    const gap = before === null || at === null ? null : at - before;
    if (at !== null) before = at;
    return element('li', { class: each.mood ?? '' }, element('span', { class: 'when' }, at === null ? 'now' : precise(each.at)),
      element('span', {}, each.text, each.delivery && [': ', briefly(each.delivery)], each.took !== undefined && dim(` in ${duration(each.took)}`)),
      element('span', { class: 'gap' }, gap === null ? '' : '+ ' + duration(gap)));
  }));
}

export async function message(page) {
  const sid = page.id;
  page.title('Message');
  const eventId = 'message-added:' + sid;
  let found = null;
  let deliveries = [];

  let names = null;

  const loadMessage = async () => {
    found = await find('/api/admin/messages/' + encodeURIComponent(sid), page.signal);
    if (!found) return;
    names ??= new Map(((await find('/api/conversations/' + found.conversationSid, page.signal))?.participants ?? []).map(each => [each.sid, each.name ?? each.identity]));
    found.receipts.forEach(each => { each.name = names.get(each.participantSid) ?? each.channel ?? 'a recipient'; });
  };
  const loadDeliveries = async () => {
    const { items } = await get('/api/deliveries' + query({ event: eventId, limit: '50' }), page.signal);
    deliveries = (await Promise.all(items.map(each => get('/api/deliveries/' + each.id, page.signal))))
      .sort((a, b) => a.destination.localeCompare(b.destination) || a.part - b.part);
  };
  await Promise.all([loadMessage(), loadDeliveries()]);
  if (!found && !deliveries.length) {
    throw Object.assign(new Error('Neither the mirror nor the relay knows this message. If Twilio has it, open its conversation and reconcile it.'), { status: 404 });
  }
  const conversation = found?.conversationSid ?? conversationOf(deliveries[0].lane);
  const top = element('div', { class: 'stack' });
  const drawn = element('div', {});
  const list = element('div', {});
  page.root.append(
    element('p', { class: 'crumbs' }, conversation && [link('conversations/' + conversation, 'Conversation'), ' / '], code(sid)),
    head('Message' + (found?.index === undefined ? '' : ' ' + found.index)), top,
    section('Journey', drawn), section('Steps', list));

  function draw() {
    const now = Date.now();
    const way = journey(found, deliveries, now);
    fill(top, verdict(found, deliveries, way), facts([
      ['From', found?.from], ['Sent by', found?.source], ['Removed', found?.removed && badge('warn', 'removed')],
      ['Trace', deliveries.map(each => traceLink(page.settings, each.traceId)).find(Boolean)],
      ['Deliveries', deliveries.map(each => [link('deliveries/' + each.id, each.destination), ' ', stateBadge(each), ' '])],
    ]));
    if (way.tracks.length) fill(drawn, picture(way, (found?.receipts ?? []).map(receipt)));
    else fill(drawn, element('p', { class: 'empty' }, 'No times are recorded for it.'));
    fill(list, stepList(found, deliveries));
  }

  const refresh = async () => {
    const young = found && Date.now() - Date.parse(found.createdAt) < YOUNG_MS;
    const open = deliveries.some(isOpen);
    if (young || !found) await loadMessage();
    if (open) await loadDeliveries();
    if (young || !found || open) draw();
  };
  draw();
  page.every(REFRESH_MS, refresh);
  if (conversation) void page.follow('/api/deliveries/live' + query({ conversation }), 'deliveries', async ({ items }) => {
    const known = new Map(deliveries.map(each => [each.id, each.state + each.attempts + (each.attemptLog ?? []).length]));
    const changed = items.some(each => each.eventId === eventId && known.get(each.id) !== each.state + each.attempts + (each.attemptLog ?? []).length);
    if (!changed) return;
    await loadDeliveries();
    draw();
  });
}
