// What 200 connected SDKs and 50 messages a second cost the sandbox. Run by ./benchmark sandbox.
import { readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { control, ignoreRejectionsInsideTheSdk, person, TokenService, until } from '../test/world.mjs';

const CLIENTS = Number(process.env.CLIENTS ?? 200);
const RATE = Number(process.env.RATE ?? 50);
const SECONDS = Number(process.env.DURATION ?? 30);
const MEMBERS = 4;
const PID = process.env.SANDBOX_PID;

const ticks = Number(execFileSync('getconf', ['CLK_TCK']));
const statOf = () => readFileSync(`/proc/${PID}/stat`, 'utf8').split(') ')[1].split(' ');
const cpuSeconds = () => (Number(statOf()[11]) + Number(statOf()[12])) / ticks;
const residentMiB = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${PID}/status`, 'utf8'))[1]) / 1024;

ignoreRejectionsInsideTheSdk();
const tokens = await new TokenService().start();
const clients = [];
for (let i = 0; i < CLIENTS; i++) {
  const messaging = tokens.messaging(person('load'));
  clients.push({ messaging, client: await messaging.connect() });
}

// Conversations of four: each message is shown to all of them.
const rooms = [];
const latencies = [];
let shown = 0;
for (let i = 0; i < CLIENTS; i += MEMBERS) {
  const members = clients.slice(i, i + MEMBERS);
  const room = await members[0].client.createConversation({ friendlyName: 'Load ' + i });
  await room.join();
  for (const member of members.slice(1)) {
    await room.add(member.client.user.identity);
  }
  for (const member of members) {
    const seen = await until('the membership', () => member.client.getConversationBySid(room.sid).catch(() => undefined), 60);
    await seen.getMessages(1);
    seen.on('messageAdded', message => {
      shown++;
      latencies.push(performance.now() - Number(message.body));
    });
  }
  rooms.push(room);
}

const begin = performance.now();
const cpuBefore = cpuSeconds();
const sends = [];
let sent = 0;
while (performance.now() - begin < SECONDS * 1000) {
  const due = Math.floor(((performance.now() - begin) / 1000) * RATE);
  for (; sent < due; sent++) {
    sends.push(rooms[sent % rooms.length].sendMessage(String(performance.now())));
  }
  await new Promise(resolve => setTimeout(resolve, 5));
}
await Promise.all(sends);
await until('every message at every member', () => shown >= sent * MEMBERS, 60);
const seconds = (performance.now() - begin) / 1000;
const cpu = cpuSeconds() - cpuBefore;
latencies.sort((a, b) => a - b);
const at = share => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
const { online, unknown } = await control('GET', '/realtime');

console.log('| SDKs | messages a second | shown | p50 | p99 | CPU of the sandbox | resident |');
console.log('|---|---|---|---|---|---|---|');
console.log(
  `| ${Object.keys(online).length} | ${(sent / seconds).toFixed(0)} | ${shown} of ${sent * MEMBERS} | ${at(0.5).toFixed(0)} ms | ${at(0.99).toFixed(0)} ms | ` +
    `${((cpu / seconds) * 100).toFixed(0)} % of a core | ${residentMiB().toFixed(0)} MiB |`,
);
if (process.env.BENCHMARK_RESULTS) {
  writeFileSync(process.env.BENCHMARK_RESULTS + '/sandbox.json', JSON.stringify(measurements()));
}
if (unknown.length > 0) {
  throw new Error('Unknown requests: ' + JSON.stringify(unknown));
}
await Promise.all(clients.map(({ messaging }) => messaging.disconnect()));
await tokens.stop();
process.exit(0);

/** In the form of the class `Measurements`: buckets are twenty a decade. */
function measurements() {
  const buckets = new Map();
  for (const millis of latencies) {
    const bound = Number((10 ** (Math.ceil(20 * Math.log10(Math.max(millis, 0.01))) / 20)).toPrecision(3));
    buckets.set(bound, (buckets.get(bound) ?? 0) + 1);
  }
  const figure = (name, value, unit) => ({ name, value: Number(value.toPrecision(4)), unit });
  const rounded = share => Number(at(share).toPrecision(4));
  return {
    benchmark: 'sandbox',
    conditions:
      `${CLIENTS} of Twilio's SDKs in one Node process, connected to the sandbox in conversations of ${MEMBERS}, ` +
      `${RATE} messages a second for ${SECONDS} s; each message is shown to all members.`,
    figures: [
      figure('messages', sent / seconds, 'messages/s'),
      figure('CPU of the sandbox', (cpu / seconds) * 100, '% of a core'),
      figure('resident', residentMiB(), 'MiB'),
    ],
    latencies: [
      {
        name: 'sent until shown',
        count: latencies.length,
        p50: rounded(0.5),
        p90: rounded(0.9),
        p99: rounded(0.99),
        p999: rounded(0.999),
        max: rounded(1),
        upTo: [...buckets.keys()],
        counts: [...buckets.values()],
      },
    ],
  };
}
