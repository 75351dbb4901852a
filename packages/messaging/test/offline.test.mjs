// Two minutes without a network, in a file of its own: files run side by side.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { control, followed, People, person, SANDBOX, until } from './world.mjs';

const OFFLINE_MILLIS = 120_000;

/**
 * The SDK waits up to two minutes between two attempts, with a fifth more by chance (twilsock's `retryPolicy`). In a browser the event
 * `online` cuts that short; Node has none.
 */
const RECONNECT_SECONDS = 180;

/** The way to the sandbox, which can be interrupted: open connections break, new ones are refused. */
class Network {
  constructor() {
    this.sockets = new Set();
    this.plugged = true;
    this.server = createServer(near => {
      if (!this.plugged) {
        near.destroy();
        return;
      }
      const { hostname, port } = new URL(SANDBOX);
      const far = connect(port, hostname);
      for (const [from, to] of [[near, far], [far, near]]) {
        this.sockets.add(from);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.sockets.delete(from);
          to.destroy();
        });
        from.pipe(to);
      }
    });
  }

  async start() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.uri = `ws://127.0.0.1:${this.server.address().port}/v3/wsconnect`;
    return this;
  }

  unplug() {
    this.plugged = false;
    this.sockets.forEach(socket => socket.destroy());
  }

  plug() {
    this.plugged = true;
  }

  async stop() {
    this.unplug();
    this.server.close();
    await once(this.server, 'close');
  }
}

const people = new People();
const network = new Network();

before(() => Promise.all([people.start(), network.start()]));

after(async () => {
  await people.stop();
  await network.stop();
});

test('after two minutes offline nothing is missing and nothing doubled', async () => {
  const elena = await people.connected(person('elena'));
  const marta = await people.connected(person('marta'), network.uri);
  const conversation = await people.conversation(elena, marta);
  const seen = await followed(conversation, marta);

  network.unplug();
  const end = Date.now() + OFFLINE_MILLIS;
  let sent = 1;
  while (Date.now() < end) {
    await conversation.sendMessage('m' + sent++);
    await new Promise(resolve => setTimeout(resolve, 5_000));
  }
  assert.equal((await control('GET', '/realtime')).online[marta.identity] ?? 0, 0);
  assert.equal(seen.length, 1);
  network.plug();
  await until('all of them', () => seen.length >= sent, RECONNECT_SECONDS);

  assert.deepEqual(seen, Array.from({ length: sent }, (_, i) => i));
});
