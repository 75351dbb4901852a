import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { ProblemError } from '../dist/index.js';
import { control, ignoreRejectionsInsideTheSdk, mint, person, SANDBOX, TLS_WEB_SOCKET, TokenService, until } from './world.mjs';

let tokens;
let open;

beforeEach(async () => {
  ignoreRejectionsInsideTheSdk();
  tokens = await new TokenService().start();
  open = [];
});

afterEach(async () => {
  await Promise.all(open.map(messaging => messaging.disconnect()));
  await tokens.stop();
  await fetch(SANDBOX + '/control/faults/realtime', { method: 'DELETE' });
  await control('PUT', '/api-key', { revoked: false });
});

after(async () => {
  assert.deepEqual((await control('GET', '/realtime')).unknown, [], 'the SDK asked for something the sandbox does not know');
});

function messagingOf(identity) {
  const messaging = tokens.messaging(identity);
  messaging.states = [];
  messaging.onState(state => messaging.states.push(state));
  open.push(messaging);
  return messaging;
}

const online = async identity => (await control('GET', '/realtime')).online[identity] ?? 0;
const act = (identity, kind, more = {}) => control('POST', '/realtime/actions', { kind, identity, ...more });

test('connects, once however often it is asked', async () => {
  const identity = person('elena');
  const messaging = messagingOf(identity);

  const clients = await Promise.all([messaging.connect(), messaging.connect()]);

  assert.equal(clients[0], clients[1]);
  assert.equal(messaging.state, 'connected');
  assert.equal(await online(identity), 1);
  assert.equal(tokens.calls, 1);
});

test('connects with TLS', async () => {
  assert.ok(TLS_WEB_SOCKET, 'SANDBOX_TLS_URL is not set');
  const identity = person('elena');
  const messaging = tokens.messaging(identity, TLS_WEB_SOCKET);
  open.push(messaging);

  await messaging.connect();

  assert.equal(await online(identity), 1);
});

test('renews when the service says so, by the server\'s clock', async () => {
  tokens.refreshAfter = 300;
  const messaging = messagingOf(person('elena'));
  const reported = [];
  const stop = messaging.onToken(token => reported.push(token.identity));

  await messaging.connect();

  await until('two renewals', () => tokens.calls >= 3);
  assert.equal(messaging.state, 'connected');
  assert.ok(reported.length >= 2, 'each token is reported');
  stop();
});

test('a listener that throws does not disturb the connection', async () => {
  const thrown = [];
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', error => thrown.push(error.message));
  const messaging = messagingOf(person('elena'));
  messaging.onToken(() => {
    throw new Error('of the token listener');
  });
  messaging.onState(() => {
    throw new Error('of the state listener');
  });

  await messaging.connect();

  assert.equal(messaging.state, 'connected');
  assert.equal(tokens.calls, 1);
  assert.ok(thrown.includes('of the token listener') && thrown.includes('of the state listener'), thrown.join());
});

test('renews when Twilio announces the end', async () => {
  const identity = person('elena');
  await messagingOf(identity).connect();

  await act(identity, 'about_to_expire');

  await until('a renewal', () => tokens.calls === 2);
});

test('recovers from the close at expiry, in which an update at once would be lost', async () => {
  const identity = person('elena');
  const messaging = messagingOf(identity);
  await messaging.connect();

  await act(identity, 'expire');

  await until('the close', () => messaging.state !== 'connected');
  await until('a new connection', async () => messaging.state === 'connected' && (await online(identity)) === 1);
});

test('a token of a short life is refreshed before it ends, again and again', async () => {
  tokens.seconds = 4;
  const messaging = messagingOf(person('elena'));
  await messaging.connect();

  await until('three renewals', () => tokens.calls >= 4, 30);

  assert.equal(messaging.states.includes('disconnected'), false);
});

test('after sleep, when socket and token are gone, it connects with a new token', async () => {
  tokens.seconds = 2;
  tokens.refreshAfter = 3_600_000;
  const identity = person('elena');
  const messaging = messagingOf(identity);
  await messaging.connect();
  await control('POST', '/faults/realtime', { kind: 'disconnect', method: 'INIT', times: 1 });
  await act(identity, 'cut');
  tokens.seconds = 3600;

  await until('a new connection', async () => messaging.state === 'connected' && (await online(identity)) === 1, 30);
});

test('a lost socket, a close with a wait, and a throttled start are survived', async () => {
  const identity = person('elena');
  await control('POST', '/faults/realtime', { kind: 'status', status: 429, retryAfterSeconds: 1, method: 'INIT' });
  const messaging = messagingOf(identity);
  await messaging.connect();

  await act(identity, 'cut');
  await until('the loss', () => messaging.state !== 'connected');
  await until('a new connection', async () => messaging.state === 'connected' && (await online(identity)) === 1);
  await act(identity, 'close', { status: 308, backOffMillis: 100 });
  await until('the close', () => messaging.state !== 'connected');
  await until('another connection', async () => messaging.state === 'connected' && (await online(identity)) === 1);
});

test('a revoked key denies, and the next good token connects', async () => {
  const identity = person('elena');
  const messaging = messagingOf(identity);
  await messaging.connect();
  await control('PUT', '/api-key', { revoked: true });
  await act(identity, 'cut');
  await until('the refusal', () => messaging.states.includes('disconnected'));

  await control('PUT', '/api-key', { revoked: false });

  await until('a new connection', async () => messaging.state === 'connected' && (await online(identity)) === 1, 30);
});

test('a start that Twilio refuses is tried again, by one client', async () => {
  await control('PUT', '/api-key', { revoked: true });
  const identity = person('elena');
  const messaging = messagingOf(identity);
  const connecting = messaging.connect();
  await until('the first refusal', () => tokens.calls === 2);

  await control('PUT', '/api-key', { revoked: false });
  await connecting;

  assert.equal(messaging.state, 'connected');
  assert.equal(await online(identity), 1);
  assert.ok(tokens.calls <= 4, `${tokens.calls} tokens`);
});

test('a token service that is away, throttles or answers with a proxy\'s page is asked again', async () => {
  tokens.answers = [
    response => response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html>Bad gateway</html>'),
    response => response.destroy(),
    response => response.writeHead(429, { 'Retry-After': '1' }).end('{"title":"Too many requests","status":429}'),
  ];
  const messaging = messagingOf(person('elena'));

  await messaging.connect();

  assert.equal(tokens.calls, 4);
});

test('a login that is not accepted fails for good, with the problem', async () => {
  tokens.answers = [
    response =>
      response
        .writeHead(401, { 'Content-Type': 'application/problem+json' })
        .end('{"type":"about:blank","title":"Unauthorized","status":401,"detail":"The login has ended."}'),
  ];
  const messaging = messagingOf(person('elena'));
  let reason;
  messaging.onState((state, error) => (reason = error));

  await assert.rejects(messaging.connect(), error => error instanceof ProblemError && error.message === 'The login has ended.');

  assert.equal(messaging.state, 'failed');
  assert.equal(reason.problem.status, 401);
  await messaging.connect();
  assert.equal(messaging.state, 'connected');
});

test('disconnecting during a renewal ends it', async () => {
  const identity = person('elena');
  const messaging = messagingOf(identity);
  await messaging.connect();
  let held;
  tokens.answers = [response => (held = response)];
  await act(identity, 'about_to_expire');
  await until('the renewal', () => held);

  await messaging.disconnect();

  await until('the end', async () => (await online(identity)) === 0);
  held.end();
  const calls = tokens.calls;
  await new Promise(resolve => setTimeout(resolve, 1_500));
  assert.equal(tokens.calls, calls);
  assert.equal(messaging.state, 'disconnected');
});

test('disconnecting during an update ends it', async () => {
  const identity = person('elena');
  const messaging = messagingOf(identity);
  const client = await messaging.connect();

  void client.updateToken(mint(identity));
  await messaging.disconnect();

  await until('the end', async () => (await online(identity)) === 0);
});

test('a socket lost during an update is survived', async () => {
  const identity = person('elena');
  const messaging = messagingOf(identity);
  const client = await messaging.connect();

  const update = client.updateToken(mint(identity));
  await act(identity, 'cut');

  await update;
  await until('a new connection', async () => messaging.state === 'connected' && (await online(identity)) === 1);
});

test('disconnecting while it connects rejects the connect', async () => {
  let held;
  tokens.answers = [response => (held = response)];
  const messaging = messagingOf(person('elena'));
  const connecting = messaging.connect();
  await until('the request', () => held);

  await messaging.disconnect();

  await assert.rejects(connecting, { name: 'AbortError' });
  held.end();
});
