// What the page knows: summaries of conversations and what is wrong now. Server-sent events say what to fetch again.
import { control, items } from './api.js';

export const conversations = new Map();
export let faults = null;

export async function loadAll() {
  const [found, now] = await Promise.all([items('conversations?summary=true'), control('GET', 'faults')]);
  conversations.clear();
  found.forEach(each => conversations.set(each.sid, each));
  faults = now;
}

/** Fetches these conversations again, and the faults if they changed. */
export async function update({ conversations: sids, topics }) {
  if (sids.length) {
    const those = sids.slice(-100);
    const found = await items('conversations?summary=true&' + those.map(sid => 'sid=' + sid).join('&'));
    those.forEach(sid => found.some(each => each.sid === sid) || conversations.delete(sid));
    found.forEach(each => conversations.set(each.sid, each));
  }
  if (topics.includes('faults')) faults = await control('GET', 'faults');
}

/** Newest first. */
export const listed = () => [...conversations.values()].sort((a, b) => b.conversation.created.localeCompare(a.conversation.created));

export const title = ({ sid, conversation }) => conversation.friendlyName || conversation.uniqueName || sid;

function attributes(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/** The label that conversation-service gave a message, or null as long as it has none. */
export const label = message => attributes(message.attributes).from ?? null;

/** Who a participant is: name, role, and where messages reach them. */
export function person(participant) {
  const { name, role } = attributes(participant.attributes);
  const address = participant.binding?.address ?? null;
  return { name: name ?? participant.identity ?? address, role, identity: participant.identity, address, proxy: participant.binding?.proxyAddress };
}

export const number = address => address.replace('whatsapp:', '');
export const channel = address => (address.startsWith('whatsapp:') ? 'whatsapp' : 'sms');
