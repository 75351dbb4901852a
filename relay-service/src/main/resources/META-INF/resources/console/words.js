// The product's states, outcomes and reasons in words.
import { badge, element, link } from './dom.js';
import { until } from './time.js';

const STATES = { waiting: 'warn', held: 'warn', unknown: 'bad', delivered: 'good', failed: 'bad', expired: 'bad', canceled: 'quiet' };
export const STATE_NAMES = Object.keys(STATES);
export const isOpen = delivery => ['waiting', 'held', 'unknown'].includes(delivery.state);

export const stateBadge = delivery => badge(STATES[delivery.state] ?? 'quiet', delivery.state === 'unknown' ? 'fate unknown' : delivery.state);

/** `make-error` → `make error`: the product's reasons are words with dashes. */
export const plain = word => (word ?? '').replaceAll('-', ' ');

/** `urn:baboo:messaging:problem:address-in-use` → `address in use`. */
export const problemWord = type => plain((type ?? '').split(':').at(-1));

export const outcomeMood = outcome => (outcome === 'delivered' || outcome === 'accepted' || outcome === 'ok' ? 'good' : 'bad');

const earlier = waiting => (waiting.deliveryId ? link('deliveries/' + waiting.deliveryId, 'earlier delivery') : 'earlier delivery');

/** The sentence of each reason, and what happens at its time. */
const REASONS = {
  scheduled: [() => ['The last attempt did not succeed.'], 'Next attempt'],
  'attempt-under-way': [() => ['An attempt is under way.'], 'It times out'],
  'earlier-delivery': [waiting => ['An ', earlier(waiting), ' of this conversation is sent first.'], 'Its next attempt'],
  'missing-message': [({ messageIndex }) => [`Message ${messageIndex ?? ''} of this conversation has not arrived and is sent first.`.replace('  ', ' ')], 'It is sent without it'],
  paused: [() => ['The destination is paused.'], 'It is probed'],
  'circuit-open': [() => ['The destination failed too often, so its circuit is open.'], 'Next attempt'],
  held: [() => ['It is held until the traveler writes.'], 'It expires'],
  'unknown-fate': [() => ['Whether the receiver has it is unknown. Settle it, or wait for the provider’s status.'], 'It is decided'],
  'not-configured': [() => ['The destination is not in the settings any more.'], 'It expires'],
  ready: [() => ['It is next, and sent as soon as the rate limit permits.'], 'That is'],
};

/** The reason in a few words, where the sentence is beside it. */
export const briefly = ({ waiting, state }) => [plain(waiting?.reason ?? state), ...(waiting?.until ? [', ', until(waiting.until)] : [])];

/** Why an open delivery waits, and until when. */
export function why(delivery) {
  const { waiting } = delivery;
  if (!waiting) return [plain(delivery.lastOutcome) || 'It waits for its turn.'];
  const [words, then] = REASONS[waiting.reason] ?? [() => [plain(waiting.reason) + '.'], 'Until'];
  return [...words(waiting), ...(waiting.until ? [` ${then} `, until(waiting.until), '.'] : [])];
}

const WAYS = { webhook: 'webhook', 'event-stream': 'Event Streams', reconciler: 'reconciler' };
export const ways = names => (names ?? []).map(name => WAYS[name] ?? name).join(', ');

export const KINDS = { make: 'Make.com', text: 'texts' };

/** What a destination does now: a word with its color. */
export function condition(destination) {
  if (!destination.configured) return ['quiet', 'not configured'];
  if (destination.pausedAt) return ['bad', 'paused'];
  if (destination.circuit === 'open') return ['bad', 'circuit open'];
  if (destination.circuit === 'half-open') return ['warn', 'circuit half-open'];
  if (destination.unknown > 0) return ['warn', 'fate unknown'];
  if (destination.backlog - destination.held > 0) return ['busy', 'delivering'];
  return ['good', 'healthy'];
}

/** Singular or plural. */
export const count = (number, one, many = one + 's') => `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;

export const messageOf = eventId => (/^message-added:(IM[0-9a-fA-F]{32})$/.exec(eventId ?? '') ?? [])[1] ?? null;
export const conversationOf = lane => (/^CH[0-9a-fA-F]{32}$/.test(lane ?? '') ? lane : null);

export const traceLink = (settings, traceId) => (settings.traceUrl && traceId && /^https?:/.test(settings.traceUrl)
  ? element('a', { href: settings.traceUrl.replace('{traceId}', encodeURIComponent(traceId)), target: '_blank', rel: 'noopener noreferrer' }, 'Trace ↗')
  : null);
