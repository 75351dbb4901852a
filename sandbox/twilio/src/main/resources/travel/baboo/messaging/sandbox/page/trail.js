// Where a message is: its webhook, the receipts of its phones, its deliveries to Make.com, each with a link.
import { items } from './api.js';
import { badge, element, link, sync, time } from './dom.js';

const NEWEST = 100;

const WEBHOOK_MOODS = { accepted: 'good', studio: 'good', dropped: 'bad', refused: 'bad', timed_out: 'bad', failed: 'bad' };
const WEBHOOK_WORDS = { dropped: 'lost', timed_out: 'timed out' };
const RECEIPT_MOODS = { delivered: 'good', read: 'good', undelivered: 'bad', failed: 'bad' };

/** How a webhook attempt ended. */
export const webhookBadge = attempt => badge(WEBHOOK_MOODS[attempt.outcome] ?? 'warn',
  (WEBHOOK_WORDS[attempt.outcome] ?? attempt.outcome) + (attempt.status ? ' ' + attempt.status : ''));

/** What Make.com answered. */
export const deliveryBadge = delivery => badge(delivery.taken ? (delivery.repeat ? 'warn' : 'good') : 'bad',
  (delivery.answer === 'accept' ? 'accepted' : delivery.answer.replace('_', ' ')) + (delivery.repeat ? ', a repeat' : ''));

export const receiptBadge = receipt => badge(RECEIPT_MOODS[receipt.status] ?? 'warn', receipt.status + (receipt.errorCode ? ' ' + receipt.errorCode : ''));

export function eventOf(delivery) {
  try {
    return JSON.parse(delivery.body);
  } catch {
    return {};
  }
}

/** The webhooks and deliveries of one conversation, fetched once and then after the newest known number. */
export class Trail {
  constructor(sid) {
    this.sid = sid;
    this.webhooks = [];
    this.deliveries = [];
    this.after = new Map();
  }

  async load() {
    this.webhooks.push(...(await this.newer('webhooks')));
    for (const { hook } of await items('make/hooks')) {
      const found = await this.newer(`make/hooks/${hook.id}/deliveries`);
      this.deliveries.push(...found.map(each => ({ ...each, hook: hook.id, event: eventOf(each) })));
    }
    this.deliveries.sort((a, b) => a.time.localeCompare(b.time));
  }

  async newer(path) {
    const found = await items(`${path}?conversation=${this.sid}&after=${this.after.get(path) ?? 0}&newest=${NEWEST}`);
    if (found.length) this.after.set(path, found.at(-1).number);
    return found;
  }

  /** What became of one message. A webhook that Twilio repeats counts by its last attempt. */
  ofMessage(message, receipts) {
    const attempts = this.webhooks.filter(each => each.eventType === 'onMessageAdded' && each.fields.MessageSid?.[0] === message.sid);
    return {
      webhook: attempts.at(-1) ?? null,
      receipts: receipts.filter(each => each.messageSid === message.sid),
      deliveries: this.deliveries.filter(each => each.event.type === 'message-added' && each.event.message?.sid === message.sid).map(short),
    };
  }
}

const short = delivery => ({ ...delivery, body: undefined, event: undefined, headers: undefined });

/** One line under a message. */
export function chips({ webhook, receipts, deliveries }) {
  const last = deliveries.at(-1);
  return element('ul', { class: 'chips', 'aria-label': 'Where it is' },
    receipts.map(each => element('li', {}, 'Phone ', receiptBadge(each))),
    webhook && element('li', {}, link('webhooks/' + webhook.number, [element('span', {}, 'Webhook'), ' ', webhookBadge(webhook)])),
    last && element('li', {}, link(`make/${last.hook}/${last.number}`, [element('span', {}, 'Make.com'), ' ', deliveryBadge(last), deliveries.length > 1 && ` attempt ${deliveries.length}`])));
}

function section(heading) {
  const list = element('ol', { class: 'hops', tabindex: '0', 'aria-label': heading });
  const count = element('span', { class: 'dim' });
  return { list, count, node: element('section', {}, element('h4', {}, heading + ' ', count), list) };
}

/** Everything that happened in a conversation, newest first. */
export function trailSections() {
  const webhooks = section('Webhooks');
  const receipts = section('Receipts');
  const deliveries = section('Make.com deliveries');
  return {
    node: element('div', { class: 'sections' }, webhooks.node, receipts.node, deliveries.node),
    show(trail, room) {
      const messages = new Map(room.messages.map(each => [each.sid, each]));
      fill(webhooks, trail.webhooks.map(each => ({ ...each, fields: undefined })), each => each.number,
        each => [time(each.time), link('webhooks/' + each.number, each.eventType), webhookBadge(each)]);
      fill(receipts, room.receipts, each => each.sid,
        each => [time(each.updated), 'message #' + (messages.get(each.messageSid)?.index ?? '?'), receiptBadge(each)]);
      fill(deliveries, trail.deliveries.map(each => ({ ...short(each), type: each.event.type ?? 'delivery' })), each => each.hook + each.number,
        each => [time(each.time), link(`make/${each.hook}/${each.number}`, each.type), deliveryBadge(each)]);
    },
  };
}

function fill({ list, count }, found, key, cells) {
  count.textContent = found.length ? String(found.length) : 'none yet';
  sync(list, found.slice(-NEWEST).reverse(), key, each => element('li', {}, ...cells(each)));
}
