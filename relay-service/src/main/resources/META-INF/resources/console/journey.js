// The journey of a message as spans of time: who had it, from when to when. Pure: what is shown follows from the answers and the time.
import { millis } from './time.js';
import { isOpen, ways } from './words.js';

/** A hop is slow from here on, if it is also the slowest. */
const SLOW_MS = 1000;

const span = (key, name, detail, from, to) => (from === null || to === null ? null : { key, name, detail, from, to: Math.max(from, to), mood: 'hop', marks: [], open: false });

function hops(message) {
  const sent = millis(message.requestedAt);
  const happened = millis(message.occurredAt ?? message.createdAt);
  const received = millis(message.receivedAt);
  const published = millis(message.publishedAt);
  return [
    sent !== null && sent <= happened ? span('sent', 'API → Twilio', 'sent through the product’s API', sent, happened) : null,
    span('received', 'Twilio → disk', 'received by ' + (ways(message.ways) || 'an unknown way'), happened, received),
    span('published', 'Disk → Kafka', 'acknowledged by Kafka', received, published),
    span('mirrored', 'Kafka → mirror', 'readable in PostgreSQL', published ?? received, millis(message.mirroredAt)),
  ].filter(Boolean);
}

/** A delivery: from Kafka to the receiver, with its attempts and the waits between them. */
function track(delivery, published, now) {
  const created = millis(delivery.createdAt);
  const open = isOpen(delivery);
  const end = open ? now : millis(delivery.finishedAt) ?? created;
  const marks = (delivery.attemptLog ?? []).map(each => {
    const from = millis(each.startedAt);
    return { from, to: each.durationMillis === undefined ? now : from + each.durationMillis, mood: each.outcome === 'accepted' ? 'good' : each.outcome ? 'bad' : 'busy', attempt: each };
  });
  const from = published !== null && published <= created ? published : created;
  return {
    key: delivery.id, name: delivery.destination, detail: 'Kafka → ' + delivery.destination, from, to: Math.max(from, end, ...marks.map(mark => mark.to)), open,
    mood: open ? 'wait' : delivery.state === 'delivered' ? 'hop' : 'failed', marks, delivery,
  };
}

/**
 * @param message null if the mirror does not have it
 * @param deliveries of the message's event, with attempts
 * @param now in milliseconds
 * @returns tracks in the order of the way, and the time that they cover
 */
export function journey(message, deliveries, now) {
  const first = message ? hops(message) : [];
  const published = millis(message?.publishedAt ?? null);
  const tracks = [...first, ...deliveries.map(each => track(each, published, now))];
  const slowest = tracks.filter(each => !each.open).reduce((most, each) => (each.to - each.from > most ? each.to - each.from : most), 0);
  for (const each of tracks) each.slow = !each.open && each.to - each.from >= SLOW_MS && each.to - each.from === slowest;
  const from = Math.min(...tracks.map(each => each.from));
  const to = Math.max(...tracks.map(each => each.to));
  return { tracks, from, to: Math.max(to, from + 1) };
}

/** Every step with its time, oldest first. */
export function steps(message, deliveries) {
  const found = [];
  const add = (at, text, mood, extra) => at && found.push({ at, text, mood, ...extra });
  if (message) {
    add(message.requestedAt, 'Sent through the product’s API');
    add(message.occurredAt ?? message.createdAt, 'Happened at Twilio');
    add(message.receivedAt, `Received by ${ways(message.ways) || 'an unknown way'}, on disk`);
    add(message.publishedAt, 'In Kafka');
    add(message.mirroredAt, 'In the mirror');
    message.receipts.forEach(each => add(each.updatedAt, `Receipt of ${each.name}: ${each.status}`, ['failed', 'undelivered'].includes(each.status) ? 'bad' : 'good'));
  }
  for (const each of deliveries) {
    add(each.createdAt, `Delivery to ${each.destination} taken`);
    (each.attemptLog ?? []).forEach(attempt => add(attempt.startedAt, `Attempt ${attempt.number} at ${each.destination}: ${(attempt.outcome ?? 'under way').replaceAll('-', ' ')}`,
      attempt.outcome === 'accepted' ? 'good' : attempt.outcome ? 'bad' : 'busy', { took: attempt.durationMillis }));
    if (!isOpen(each) && each.state !== 'delivered') add(each.finishedAt, `Delivery to ${each.destination} ${each.state}`, 'bad');
    if (isOpen(each)) found.push({ at: null, text: `${each.destination} waits`, mood: 'warn', delivery: each });
  }
  return found.sort((a, b) => (a.at === null ? 1 : b.at === null ? -1 : Date.parse(a.at) - Date.parse(b.at)));
}

const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000];
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, ...SECONDS.map(each => each * 1000)];

/** Round distances from the start, at most `most` of them. */
export function ticks(length, most) {
  const step = STEPS.find(each => length / each <= most) ?? length;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => index * step);
}
