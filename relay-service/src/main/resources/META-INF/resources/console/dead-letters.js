// Records that a consumer could not process, of every consumer: with the reason, re-injected or dropped.
import { get, post, query } from './api.js';
import { ask } from './dialog.js';
import { badge, button, code, dim, element, field, head, link, none, section, short, sync, table } from './dom.js';
import { time } from './time.js';
import { conversationOf, count, messageOf, plain } from './words.js';

const relay = topic => ({
  name: `relay, ${topic}`, about: `The relay could not process these records of ${topic}.`,
  list: page => '/api/dead-letters' + query({ topic, ...page }),
  act: what => `/api/dead-letters/${what}?topic=${topic}`,
});

/** Every consumer's dead-letter topic. */
export const SOURCES = [
  relay('twilio.events'), relay('conversation.directory'), relay('conversation.attention'),
  {
    name: 'mirror, twilio.events', about: 'The mirror could not process these records of twilio.events.',
    list: page => '/api/admin/dead-letters' + query(page),
    act: what => '/api/admin/dead-letters/' + what,
  },
];

const PAGE = '50';

const stillOpen = report => (report.notOpen.length ? ` ${count(report.notOpen.length, 'was', 'were')} no longer open.` : '');

/** @param ids null for all open ones: a dry run says first how many that is */
async function reinject(source, ids) {
  const plan = await post(source.act('reinject'), { ...(ids ? { ids } : {}), dryRun: true });
  return ask({
    title: `Re-inject ${count(plan.done.length, 'dead letter')}?`,
    about: [`The consumer (${source.name}) processes ${plan.done.length === 1 ? 'it' : 'them'} again. What still fails comes back as a dead letter.`,
      ...(plan.oldest ? [element('span', {}, 'The oldest is of ', time(plan.oldest), '.')] : [])],
    confirm: 'Re-inject', act: () => post(source.act('reinject'), { ...(ids ? { ids } : {}), dryRun: false }),
    done: report => `${count(report.done.length, 'dead letter')} re-injected.` + stillOpen(report),
  });
}

function drop(source, id) {
  const reason = element('input', { required: true, maxlength: '200', autocomplete: 'off' });
  return ask({
    title: 'Drop this dead letter?', about: [`It is never processed by ${source.name}. Its reason goes into the dead-letter topic: write nothing personal.`],
    fields: [field('Why it is not needed', reason)], confirm: 'Drop', danger: true,
    act: () => post(source.act('drop'), { ids: [id], reason: reason.value, dryRun: false }), done: 'The dead letter is dropped.',
  });
}

function group(page, source) {
  const open = element('span', {});
  const { node, body, row } = table(source.name, ['Reason', 'Event', 'Conversation', 'Since', '']);
  const nothing = element('p', { class: 'empty' }, 'None.');
  let items = [];
  let next = null;
  const load = async after => {
    const found = await get(source.list({ after, limit: PAGE }), page.signal);
    items = after ? [...items, ...found.items] : found.items;
    next = found.next ?? null;
    open.replaceChildren(badge(found.open ? 'bad' : 'good', `${found.open} open`));
    all.hidden = found.open === 0;
    nothing.hidden = items.length > 0;
    node.hidden = items.length === 0;
    more.hidden = next === null;
    sync(body, items, each => each.id, draw);
  };
  const then = async change => { if (await change) await load(); };
  const all = button('Re-inject all', () => then(reinject(source, null)), { hidden: true, 'aria-label': `Re-inject all of ${source.name}` });
  const more = button('Show more', () => load(next), { hidden: true });
  const draw = each => row([
    element('details', {}, element('summary', {}, plain(each.reason)),
      element('p', { class: 'dim' }, `Record ${each.sourceTopic}-${each.sourcePartition}-${each.sourceOffset}, ${count(each.bytes, 'byte')}`, each.fields?.length ? `, fields ${each.fields.join(', ')}` : '')),
    [each.eventType ?? dim('unknown'), ' ', each.eventId && (messageOf(each.eventId) ? link('messages/' + messageOf(each.eventId), short(each.eventId)) : short(each.eventId))],
    conversationOf(each.conversationSid) ? link('conversations/' + each.conversationSid, short(each.conversationSid)) : none(),
    time(each.deadLetteredAt),
    [button('Re-inject', () => then(reinject(source, [each.id]))), button('Drop', () => then(drop(source, each.id)))],
  ]);
  return { load, node: section(source.name, element('div', { class: 'bar' }, element('p', { class: 'dim' }, source.about), open, all), nothing, node, element('p', { class: 'actions' }, more)) };
}

export async function deadLetters(page) {
  page.title('Dead letters');
  const groups = SOURCES.map(source => group(page, source));
  const load = () => Promise.all(groups.map(each => each.load()));
  await load();
  page.root.append(head('Dead letters', button('Refresh', load)), ...groups.map(each => each.node),
    element('p', { class: 'fine' }, 'Fix the cause before you re-inject. ', code('docs/operations.md'), ' says how.'));
}
