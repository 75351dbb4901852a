// What the tests run against: a sandbox (SANDBOX_URL), and a stand-in for token-service that mints as token-service does.
import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Messaging } from '../dist/index.js';

export const SANDBOX = process.env.SANDBOX_URL;
if (SANDBOX === undefined) {
  throw new Error('SANDBOX_URL is not set');
}
const WEB_SOCKET = SANDBOX.replace('http', 'ws') + '/v3/wsconnect';

/** The same with TLS; undefined when the sandbox has none. */
export const TLS_WEB_SOCKET = process.env.SANDBOX_TLS_URL && process.env.SANDBOX_TLS_URL.replace('http', 'ws') + '/v3/wsconnect';

// The sandbox's own credentials, which are no secret.
const API_KEY = 'SK00000000000000000000000000005a4d';
const ACCOUNT = 'AC00000000000000000000000000005a4d';
const API_SECRET = 'sandbox-api-secret-not-a-secret-000000';

const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');

export function mint(identity, seconds = 3600) {
  const now = Math.floor(Date.now() / 1000);
  const content =
    part({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' }) +
    '.' +
    part({ jti: randomUUID(), iss: API_KEY, sub: ACCOUNT, iat: now, exp: now + seconds, grants: { identity, chat: {} } });
  return `${content}.${createHmac('sha256', API_SECRET).update(content).digest('base64url')}`;
}

export async function control(method, path, body) {
  const response = await fetch(SANDBOX + '/control' + path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
  return response.status === 204 ? undefined : response.json();
}

export async function until(what, condition, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await condition();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error('Never came: ' + what);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

/** A token endpoint. `answers` are given first, one each: a function of the response. */
export class TokenService {
  constructor() {
    this.calls = 0;
    this.seconds = 3600;
    this.refreshAfter = undefined;
    this.answers = [];
    this.server = createServer((request, response) => {
      request.resume();
      this.calls++;
      const answer = this.answers.shift();
      if (answer !== undefined) {
        answer(response);
        return;
      }
      const identity = request.headers.authorization.slice('Bearer '.length);
      const now = Date.now();
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify({
          token: mint(identity, this.seconds),
          identity,
          serverTime: new Date(now).toISOString(),
          refreshAt: new Date(now + (this.refreshAfter ?? this.seconds * 800)).toISOString(),
          expiresAt: new Date(now + this.seconds * 1000).toISOString(),
        }),
      );
    });
  }

  async start() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  messaging(identity, uri = WEB_SOCKET) {
    return new Messaging({
      origin: `http://127.0.0.1:${this.server.address().port}`,
      appToken: async () => identity,
      clientOptions: { logLevel: 'silent', Twilsock: { uri } },
    });
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** People with connected SDKs, for a test file. */
export class People {
  constructor() {
    this.open = [];
  }

  async start() {
    ignoreRejectionsInsideTheSdk();
    this.tokens = await new TokenService().start();
  }

  async connected(identity, uri) {
    const messaging = this.tokens.messaging(identity, uri);
    this.open.push(messaging);
    const client = await messaging.connect();
    return { identity, messaging, client };
  }

  /** A conversation with all of them in it. */
  async conversation(creator, ...others) {
    const conversation = await creator.client.createConversation({ friendlyName: 'To the hut', attributes: { inquiry: 7 } });
    await conversation.join();
    for (const other of others) {
      const arrival = new Promise(resolve => other.client.once('conversationJoined', resolve));
      await conversation.add(other.identity);
      await arrival;
    }
    return conversation;
  }

  async stop() {
    await Promise.all(this.open.map(messaging => messaging.disconnect()));
    await this.tokens.stop();
  }
}

/** The indexes of the messages that somebody is shown, the first of which is sent here. */
export async function followed(conversation, reader) {
  const seen = [];
  (await reader.client.getConversationBySid(conversation.sid)).on('messageAdded', message => seen.push(message.index));
  await conversation.sendMessage('m0');
  await until('the first', () => seen.length === 1);
  return seen;
}

/**
 * A client that is cut off or shut down lets requests of its own fail with nobody to catch them (SDK 2.6.5 and 3.0.1). In a browser that is
 * a line in the console; the test runner would take it for the failure of whichever test runs. What the SDK threw itself is passed over; an
 * error from a listener that the SDK called is not.
 */
export function ignoreRejectionsInsideTheSdk() {
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', error => {
    if (!thrownBySdk(error)) {
      throw error;
    }
  });
}

function thrownBySdk(error) {
  const frames = (error?.stack ?? '').split('\n').filter(line => /^ +at /.test(line) && !line.includes('node:'));
  return /node_modules\/(twilsock|@twilio|twilio-[a-z0-9-]+)\//.test(frames[0] ?? '');
}

let people = 0;
export const person = name => `${name}-${++people}-${process.pid}@example.com`;
