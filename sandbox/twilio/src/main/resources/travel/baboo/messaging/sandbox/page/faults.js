// Break something by a button, see what is broken, and end all of it.
import { control, items } from './api.js';
import { badge, button, element, link, notice, sync } from './dom.js';
import * as store from './store.js';

const MESSAGE = 'onMessageAdded';

const webhook = fault => () => control('POST', 'faults/webhooks', fault);
const rest = fault => () => control('POST', 'faults/rest', fault);

async function everyHook(behavior) {
  for (const { hook } of await items('make/hooks')) await control('PUT', `make/hooks/${hook.id}/behavior`, behavior);
}

const GROUPS = [
  {
    name: 'Webhooks',
    about: 'Twilio calls the product for every event. What gets lost here, Event Streams or the reconciler has to find.',
    buttons: [
      ['Lose the next message’s webhook', webhook({ kind: 'drop', eventType: MESSAGE, times: 1 })],
      ['Lose every webhook', webhook({ kind: 'drop', probability: 1 })],
      ['Send the next webhook twice', webhook({ kind: 'duplicate', eventType: MESSAGE, times: 1 })],
      ['Delay the next webhook by 10 s', webhook({ kind: 'delay', eventType: MESSAGE, delay: 'PT10S', times: 1 })],
    ],
  },
  {
    name: 'Twilio’s REST API',
    about: 'The product’s own calls: a new conversation, an expert’s answer, a label.',
    buttons: [
      ['Throttle the expert’s next answer (429)', rest({ kind: 'status', status: 429, retryAfterSeconds: 2, method: 'POST', path: '/Messages$', times: 1 })],
      ['Throttle every request (429)', rest({ kind: 'status', status: 429, retryAfterSeconds: 2, probability: 1 })],
      ['Fail every request (503)', rest({ kind: 'status', status: 503, probability: 1 })],
      ['Slow down every request by 2 s', rest({ kind: 'latency', delay: 'PT2S', probability: 1 })],
    ],
  },
  {
    name: 'Make.com',
    about: 'Deliveries are retried until Make.com takes them, in order.',
    buttons: [
      ['Make.com is down', () => everyHook({ kind: 'cut', takes: false })],
      ['Make.com fails (500)', () => everyHook({ kind: 'fail' })],
      ['Make.com throttles (429)', () => everyHook({ kind: 'rate_limited', retryAfterSeconds: 2 })],
      ['Make.com takes it, the answer is lost', () => everyHook({ kind: 'cut', takes: true, times: 1 })],
    ],
  },
];

const MAKE = { cut: 'is down', fail: 'fails (500)', rate_limited: 'throttles (429)', gone: 'is gone (410)', queue_full: 'has a full queue', reject: 'rejects (400)', hang: 'hangs', trickle: 'answers slowly' };
const WEBHOOK = { drop: 'get lost', duplicate: 'come twice', delay: 'come late', reorder: 'come out of order', cut: 'find their sink unreachable' };

const times = left => (left === null ? '' : left === 1 ? ', once' : `, ${left} times`);
const request = fault => (fault.kind === 'status' ? `answer ${fault.status ?? 500}` : fault.kind === 'latency' ? 'are slow' : fault.kind === 'timeout' ? 'get no answer' : 'are cut');

/** What is wrong now, in words. */
export function wrong() {
  if (!store.faults) return [];
  const { webhooks, rest: requests, realtime, eventStream, make, apiKeyRevoked } = store.faults;
  const hooks = new Map();
  for (const { behavior } of make) {
    const lostAnswer = behavior.fault.kind === 'cut' && behavior.fault.takes !== false;
    const words = 'Make.com ' + (lostAnswer ? 'takes it, and its answer is lost' : MAKE[behavior.fault.kind] ?? behavior.fault.kind) + times(behavior.left);
    if (behavior.fault.kind !== 'accept') hooks.set(words, words);
  }
  return [
    ...webhooks.map(({ fault, left }) => `Webhooks ${fault.eventType ? `of ${fault.eventType} ` : ''}${WEBHOOK[fault.kind]}${times(left)}`),
    ...requests.map(({ fault, left }) => `Twilio’s REST API: requests ${request(fault)}${times(left)}`),
    ...hooks.keys(),
    ...realtime.map(({ fault, left }) => `Twilio’s SDK: ${fault.method ?? 'requests'} ${request(fault)}${times(left)}`),
    ...eventStream.map(({ fault, left }) => `Event Streams: events ${WEBHOOK[fault.kind]}${times(left)}`),
    ...(apiKeyRevoked ? ['The API key is revoked'] : []),
  ];
}

const well = () => button('All well again', async () => {
  await control('DELETE', 'faults');
  document.getElementById('main').focus();
}, { class: 'primary' });

/** Below the header of every view, as long as something is wrong. */
export function showWrong() {
  const found = wrong();
  const strip = document.getElementById('wrong');
  if (!found.length) strip.replaceChildren();
  else if (strip.childElementCount) sync(strip.querySelector('ul'), found, each => each, each => element('li', {}, each));
  else {
    const list = element('ul', {});
    sync(list, found, each => each, each => element('li', {}, each));
    strip.replaceChildren(element('strong', {}, 'Broken on purpose: '), list, well());
  }
  if (view) draw(found);
}

let view = null;

function draw(found) {
  view.state.replaceChildren(found.length ? badge('bad', `${found.length} ${found.length === 1 ? 'fault' : 'faults'}`) : badge('good', 'All is well'));
}

export const faults = {
  open(main) {
    if (main.childElementCount) return;
    const state = element('p', { class: 'state' });
    view = { state };
    main.replaceChildren(
      element('div', { class: 'head' }, element('h2', {}, 'Faults'), state),
      element('p', { class: 'dim' }, 'Press a button, then write a message: the ', link('conversations', 'conversation'), ' shows what became of it. Further faults: docs/sandbox.md.'),
      element('div', { class: 'groups' }, GROUPS.map(group => element('section', {},
        element('h3', {}, group.name), element('p', { class: 'dim' }, group.about),
        element('div', { class: 'stack' }, group.buttons.map(([text, act]) => button(text, act)))))),
    );
    notice('');
    draw(wrong());
  },
};
