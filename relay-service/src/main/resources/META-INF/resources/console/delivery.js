// One delivery: why it waits, each attempt with its answer, the exact request, and what can be done.
import { find, get, post } from './api.js';
import { ask } from './dialog.js';
import { badge, button, code, dim, element, facts, fill, head, link, section } from './dom.js';
import { ago, duration, precise, time, until } from './time.js';
import { conversationOf, isOpen, messageOf, outcomeMood, plain, stateBadge, traceLink, why } from './words.js';

const to = (id, rest) => `/api/deliveries/${id}/${rest}`;

function retry(each) {
  const all = element('input', { type: 'checkbox' });
  return ask({
    title: `Retry this delivery to ${each.destination}?`,
    about: [isOpen(each) ? 'It is attempted as soon as it is next, with a fresh retry schedule and TTL.'
      : `It ${each.state === 'delivered' ? 'was delivered and is sent again' : 'ended and is sent again'}, with a fresh retry schedule and TTL.`,
    each.state === 'unknown' && 'The receiver may have it already: then it gets it twice.'].filter(Boolean),
    fields: each.parts > 1 ? [element('label', { class: 'check' }, all, `All ${each.parts} parts of the text`)] : [],
    confirm: 'Retry', act: () => post(to(each.id, 'retry' + (all.checked ? '?allParts=true' : ''))), done: 'The delivery is retried.',
  });
}

const skip = each => ask({
  title: 'Skip this delivery?',
  about: [`It is canceled and never sent to ${each.destination}, so that the next delivery of its conversation can be sent. It can be retried later, then out of order.`],
  confirm: 'Skip it', danger: true, act: () => post(to(each.id, 'cancel')), done: 'The delivery is canceled.',
});

const settle = (each, arrived) => ask({
  title: arrived ? 'Record that it arrived?' : 'Give this delivery up?',
  about: [arrived ? 'Its state becomes delivered, and the next delivery of its conversation is sent.' : 'Its state becomes failed, nothing is sent again, and the next delivery of its conversation is sent.'],
  confirm: arrived ? 'It arrived' : 'Give it up', danger: !arrived, act: () => post(to(each.id, 'settle'), { arrived }), done: 'The delivery is settled.',
});

export function pretty(body) {
  try {
    return JSON.stringify(typeof body === 'string' ? JSON.parse(body) : body, null, 2);
  } catch {
    return body;
  }
}

function request(found) {
  if (!found) return element('p', { class: 'dim' }, 'The relay has no request for it.');
  return element('div', { class: 'request' },
    element('pre', { tabindex: '0', 'aria-label': 'Request' },
      `${found.method} ${found.url}\n`, Object.entries(found.headers ?? {}).map(([name, value]) => `${name}: ${value}\n`)),
    found.body ? element('pre', { tabindex: '0', 'aria-label': 'Body' }, pretty(found.body)) : element('p', { class: 'dim' }, 'The relay no longer has the body.'));
}

function attempt(each, before) {
  const wait = before ? Date.parse(each.startedAt) - Date.parse(before.startedAt) - (before.durationMillis ?? 0) : null;
  return element('li', {},
    element('p', { class: 'line' }, element('strong', {}, `Attempt ${each.number}`), ' ', precise(each.startedAt), ' ',
      each.outcome ? badge(outcomeMood(each.outcome), plain(each.outcome)) : badge('busy', 'under way'), ' ',
      each.status && code('HTTP ' + each.status), ' ',
      dim(each.durationMillis === undefined ? '' : 'in ' + duration(each.durationMillis), wait > 0 ? `, after a wait of ${duration(wait)}` : '')),
    each.providerSid && element('p', { class: 'dim' }, 'Text ', code(each.providerSid)),
    each.answer && element('pre', { tabindex: '0', 'aria-label': `Answer to attempt ${each.number}` }, each.answer));
}

export const attempts = log => element('ol', { class: 'attempts', 'aria-label': 'Attempts' }, log.map((each, index) => attempt(each, log[index - 1])));

export async function delivery(page) {
  let each = await get('/api/deliveries/' + page.id, page.signal);
  page.title(`${each.eventType ?? 'Delivery'} to ${each.destination}`);
  const sid = conversationOf(each.lane);
  const im = messageOf(each.eventId);
  const title = head(`${each.eventType ?? each.eventId} → ${each.destination}`);
  const actions = element('div', { class: 'actions' });
  title.append(actions);
  const state = element('div', { class: 'stack' });
  const log = element('div', {});
  const sent = element('div', {}, element('p', { class: 'dim' }, 'Loading …'));
  page.root.append(element('p', { class: 'crumbs' }, link('deliveries', 'Deliveries'), ' / ', code(each.id)), title, state,
    element('div', { class: 'columns' }, section('Attempts', log), section('Request', element('p', { class: 'fine' }, 'As it was or would be sent. Secrets are redacted.'), sent)));

  const load = async () => {
    each = await get('/api/deliveries/' + page.id, page.signal);
    draw();
  };
  const after = change => async () => { if (await change) await load(); };
  const does = (text, change, properties) => button(text, () => after(change())(), properties);

  function draw() {
    fill(actions,
      each.state === 'unknown' ? [does('It arrived', () => settle(each, true), { class: 'primary' }), does('Give it up', () => settle(each, false))] : [],
      does('Retry', () => retry(each), each.state === 'failed' || each.state === 'expired' ? { class: 'primary' } : {}),
      (each.state === 'waiting' || each.state === 'held') && does('Skip', () => skip(each)));
    fill(state,
      element('p', { class: 'status' }, stateBadge(each), ' ', isOpen(each) ? element('span', { class: 'why' }, why(each)) : element('span', {}, plain(each.lastOutcome))),
      facts([
        ['Happened', time(each.occurredAt)],
        ['Taken by the relay', precise(each.createdAt)],
        ['Finished', each.finishedAt && [precise(each.finishedAt), dim(` after ${duration(Date.parse(each.finishedAt) - Date.parse(each.createdAt))}`)]],
        ['Expires', isOpen(each) && each.expiresAt && until(each.expiresAt)],
        ['Part', each.parts > 1 && `${each.part} of ${each.parts}`],
        ['Text', each.providerSid && [code(each.providerSid), each.providerStatus && dim(` ${each.providerStatus}`)]],
        ['Event', code(each.eventId)],
        ['Message', im && link('messages/' + im, 'Journey of the message')],
        ['Conversation', sid && link('conversations/' + sid, code(sid))],
        ['Trace', traceLink(page.settings, each.traceId)],
      ]));
    const found = each.attemptLog ?? [];
    fill(log, found.length ? attempts(found) : element('p', { class: 'empty' }, 'No attempt yet. Taken ', ago(each.createdAt), '.'));
  }

  draw();
  find(to(page.id, 'request'), page.signal).then(found => fill(sent, request(found)), failure => page.signal.aborted || fill(sent, element('p', { class: 'failure' }, failure.message)));
  // The waits of a delivery end at times that no event announces.
  page.every(5000, async () => { if (isOpen(each)) await load(); });
  if (sid) {
    void page.follow('/api/deliveries/live' + `?conversation=${sid}`, 'deliveries', async ({ items }) => {
      const found = items.find(item => item.id === each.id);
      if (found && (found.state !== each.state || found.attempts !== each.attempts || found.providerStatus !== each.providerStatus)) await load();
    });
  }
}
