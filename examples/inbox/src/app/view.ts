import type { components } from '@baboo/messaging';

export type ConversationView = components['schemas']['ConversationView'];

const CHANNELS: Record<string, string> = { sms: 'SMS', whatsapp: 'WhatsApp', email: 'E-mail', web: 'Web chat', chat: 'Web chat' };

const REASONS: Record<string, string> = {
  closed: 'This conversation is closed.',
  'opted-out': 'The traveler has opted out of messages. Nothing can be sent until they text START.',
  'whatsapp-window-closed': 'The traveler has not written on WhatsApp in the last 24 hours: until they do, only an approved template can be sent.',
};

const traveler = (view: ConversationView) => view.participants.find(each => each.role === 'traveler' || (each.channel && each.channel !== 'chat'));

/** Who the conversation is with. */
export const title = (view: ConversationView): string => traveler(view)?.name ?? view.friendlyName ?? 'Conversation';

export const channel = (view: ConversationView): string => CHANNELS[traveler(view)?.channel ?? 'chat'] ?? '';

export function subject(view: ConversationView): string {
  const text = view.attributes['subject'];
  return typeof text === 'string' ? text : '';
}

/** Why nothing can be written now; empty when it can. */
export const obstacle = (view: ConversationView): string =>
  view.capabilities.text ? '' : (REASONS[view.capabilities.reason ?? ''] ?? 'Nothing can be sent in this conversation now.');

/** What somebody should see to; empty when there is nothing. */
export const notice = (view: ConversationView): string =>
  [
    view.undelivered ? `${view.undelivered} not delivered` : '',
    view.waiting?.state === 'overdue' ? 'Answer overdue' : view.waiting?.state === 'at-risk' ? 'Answer due soon' : '',
  ].filter(text => text !== '').join(' · ');

export const initials = (name: string): string =>
  name.split(/\s+/).slice(0, 2).map(word => word.charAt(0)).join('').toUpperCase();

/** The same person has the same color everywhere. */
export const hue = (name: string): number => [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7);

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

export const clock = (at: Date): string => time.format(at);
export const dayOf = (at: Date): string => (isToday(at) ? 'Today' : day.format(at));
export const moment = (at: string): string => (isToday(new Date(at)) ? clock(new Date(at)) : date.format(new Date(at)));

const isToday = (at: Date): boolean => at.toDateString() === new Date().toDateString();
