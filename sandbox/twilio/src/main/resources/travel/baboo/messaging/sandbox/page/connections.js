// Connected SDKs, and what can go wrong with them. A pending fault is listed until it occurred.
import { control } from './api.js';
import { button, element, link, serial, shown, sync, time } from './dom.js';

const INIT = 'INIT';

const strike = (text, fault) => button(text, () => control('POST', 'faults/realtime', fault));
const act = (identity, kind, more) => control('POST', 'realtime/actions', { identity, kind, ...more });

let view = null;

const load = serial(async () => {
  const mine = view;
  const [{ online, unknown }, { revoked }, faults] = await Promise.all([
    control('GET', 'realtime'), control('GET', 'api-key'), control('GET', 'faults/realtime'),
  ]);
  if (mine !== view) return;
  sync(mine.online, Object.entries(online), ([identity]) => identity, ([identity, sockets]) => element('li', { class: 'row', 'data-identity': identity },
    element('p', {}, element('strong', {}, identity), ` ${sockets} ${sockets === 1 ? 'socket' : 'sockets'}`),
    element('div', { class: 'buttons' },
      button('Cut', () => act(identity, 'cut')),
      button('Announce expiry', () => act(identity, 'about_to_expire')),
      button('Expire (410)', () => act(identity, 'expire')),
      button('Close (308)', () => act(identity, 'close', { status: 308, backOffMillis: 2000 })))));
  mine.nobody.hidden = mine.online.childElementCount > 0;
  sync(mine.key, [revoked], () => 'key', () => button(revoked ? 'Accept the API key again' : 'Revoke the API key', () => control('PUT', 'api-key', { revoked: !revoked })));
  sync(mine.faults, faults.items.map((fault, index) => ({ fault, index })), each => each.index, ({ fault }) => element('li', { class: 'row' },
    `${fault.kind}${fault.status ? ' ' + fault.status : ''} of ${fault.method ?? 'any request'} ${fault.path ?? ''}, ${fault.times ?? 1} ×`));
  mine.none.hidden = mine.faults.childElementCount > 0;
  mine.strange.hidden = unknown.length === 0;
  sync(mine.unknown, unknown, each => each.at + each.path, each => element('li', { class: 'row' }, time(each.at), ` ${each.method} ${each.path}`));
});

export const connections = {
  open(main) {
    if (!main.childElementCount) {
      const online = element('ul', { class: 'rows', 'aria-label': 'Connected SDKs' });
      const nobody = element('p', { class: 'empty', hidden: true }, 'No SDK is connected: ', link('chat', 'start a chat'), ', or open an app.');
      const key = element('div', { class: 'buttons' });
      const faults = element('ul', { class: 'rows', 'aria-label': 'Pending faults' });
      const none = element('p', { class: 'dim' }, 'No fault is pending.');
      const unknown = element('ul', { class: 'rows' });
      const strange = element('section', { hidden: true }, element('h2', {}, 'Requests that the sandbox does not know'), unknown);
      view = { online, nobody, key, faults, none, unknown, strange };
      main.replaceChildren(
        element('h2', {}, 'Connected SDKs'), nobody, online,
        element('h2', {}, 'Faults of connections'), key,
        element('div', { class: 'buttons' },
          strike('Throttle the next connection (429)', { kind: 'status', status: 429, retryAfterSeconds: 5, method: INIT }),
          strike('Drop the next connection', { kind: 'disconnect', method: INIT }),
          strike('Slow down ten requests', { kind: 'latency', delay: 'PT2S', path: '^/', times: 10 }),
          strike('Fail the next message (503)', { kind: 'status', status: 503, method: 'POST', path: '/Messages$' }),
          strike('Lose the answer to the next message', { kind: 'disconnect', moment: 'after', method: 'POST', path: '/Messages$' }),
          strike('Interrupt the next replay', { kind: 'status', method: 'REPLAY' }),
          button('Clear these faults', () => control('DELETE', 'faults/realtime'))),
        none, faults, strange);
    }
    load().catch(shown);
  },
  changed: change => (change.topics.some(topic => topic === 'connections' || topic === 'faults') ? load() : undefined),
  load,
};
