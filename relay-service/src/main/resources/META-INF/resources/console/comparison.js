// The mirror beside Twilio: what differs is marked, and comes first when only that is wanted.
import { badge, code, dim, element, link, none, short } from './dom.js';
import { time } from './time.js';
import { count } from './words.js';

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

function value(found) {
  if (found === null || found === undefined || found === '') return none();
  if (typeof found === 'object') return code(JSON.stringify(found));
  return INSTANT.test(found) ? time(found) : String(found);
}

/** The rows of one thing: its fields on both sides; a side that lacks the thing says so. */
function rows(fields, twilio, mirror, differs) {
  const cell = (side, name, label) => element('td', { 'data-name': label }, element('div', {}, value(side?.[name])));
  return fields.map(name => element('tr', { class: differs.includes(name) ? 'differs' : null },
    element('th', { scope: 'row' }, element('div', {}, name, differs.includes(name) && [' ', badge('bad', 'differs')])),
    cell(twilio, name, 'Twilio'), cell(mirror, name, 'Mirror')));
}

const headings = element('thead', {}, element('tr', {}, ['Field', 'Twilio', 'Mirror'].map(name => element('th', { scope: 'col' }, name))));
const sides = (label, body) => element('table', { class: 'sides', 'aria-label': label }, headings.cloneNode(true), element('tbody', {}, body));

const missing = (twilio, mirror) => (!twilio ? 'missing at Twilio' : !mirror ? 'missing in the mirror' : null);

/** A participant or a message: one line, and its fields when it is opened. */
function thing(label, name, { twilio, mirror, differs }, beside) {
  const lacks = missing(twilio, mirror);
  const fields = [...new Set([...Object.keys(twilio ?? {}), ...Object.keys(mirror ?? {})])];
  const different = lacks !== null || differs.length > 0;
  return {
    different,
    node: element('div', { class: different ? 'thing differs' : 'thing' }, beside, element('details', { open: different },
      element('summary', {}, name, ' ', lacks ? badge('bad', lacks) : different ? badge('bad', `${count(differs.length, 'field')} ${differs.length === 1 ? 'differs' : 'differ'}`) : badge('good', 'equal')),
      sides(label, rows(fields, twilio, mirror, differs ?? [])))),
  };
}

const words = each => {
  const { author, body } = each.twilio ?? each.mirror ?? {};
  return [element('strong', {}, author ?? ''), ' ', dim((body ?? '').slice(0, 80))];
};

/**
 * @param found the comparison
 * @returns the number of things that differ, and what to show; `only` hides what is equal
 */
export function comparison(found) {
  const fields = found.conversation.map(each => ({ ...each, different: each.differs }));
  const side = name => Object.fromEntries(fields.map(each => [each.field, each[name]]));
  const participants = found.participants.map(each => thing('Participant ' + each.participantSid, [element('strong', {}, (each.twilio ?? each.mirror)?.identity ?? (each.twilio ?? each.mirror)?.address ?? ''), ' ', short(each.participantSid)], each));
  const messages = found.messages.map(each => thing('Message ' + each.messageSid,
    [dim(`${each.index ?? '?'} `), words(each)], each, link('messages/' + each.messageSid, 'Journey', { class: 'beside' })));
  const lacks = missing(found.atTwilio, found.inMirror);
  const differences = [...fields, ...participants, ...messages].filter(each => each.different).length;
  const part = (title, nodes) => element('div', { class: 'part' }, element('h3', {}, title), nodes.length ? nodes : element('p', { class: 'empty' }, 'None.'));
  const show = only => {
    const kept = list => list.filter(each => each.different || !only);
    return [
      part('Conversation', kept(fields).length ? [sides('Conversation', rows(kept(fields).map(each => each.field), side('twilio'), side('mirror'), fields.filter(each => each.different).map(each => each.field)))] : []),
      part(`Participants, ${found.participants.length}`, kept(participants).map(each => each.node)),
      part(`Messages, the newest ${found.messages.length}`, kept(messages).map(each => each.node)),
    ];
  };
  return { differences, lacks, show };
}
