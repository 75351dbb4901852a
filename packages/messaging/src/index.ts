export type { components, paths } from './api.js';
export type { ConnectionState } from './connection.js';
export { label, Messaging } from './messaging.js';
export type { ConversationQuery, Following, MessagingOptions, ThreadListener } from './messaging.js';
export { type Problem, ProblemError } from './problem.js';
export type { TwilioToken } from './token.js';
