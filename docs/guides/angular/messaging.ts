import { Client, type Conversation, type Message } from '@twilio/conversations';

/** What `POST /api/twilio/token` answers. Times are ISO 8601 in UTC. */
export interface TwilioToken {
  token: string;
  identity: string;
  expiresAt: string;
  refreshAt: string;
  serverTime: string;
}

export interface Page<T> {
  items: T[];
  /** For the next page; absent on the last one. */
  next?: string;
}

export interface ConversationItem {
  sid: string;
  friendlyName?: string;
  inquiryId?: string;
  state: 'initializing' | 'active' | 'inactive' | 'closed';
  attributes: Record<string, unknown>;
  /** For `If-Match`. */
  version: string;
  lastActivityAt: string;
  lastMessage?: { sid: string; index: number; author: string; from?: string; body?: string; createdAt: string };
  unread: number;
  capabilities: { text: boolean; media: boolean; template: boolean; reason?: string; since?: string };
}

/** RFC 9457: what any answer of 400 and above holds. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}

/** The services behind the gateway, and Twilio's SDK kept alive with their tokens. */
export class Messaging {
  private client?: Client;
  private timer?: ReturnType<typeof setTimeout>;

  /**
   * @param origin the gateway's, `https://api.example.com`
   * @param appToken the app's own login token, fresh at every call
   */
  constructor(
    private readonly origin: string,
    private readonly appToken: () => Promise<string>,
  ) {}

  /** Connects as the person who is logged in. The identity is never chosen here: it follows from the login. */
  async connect(): Promise<Client> {
    const client = new Client(await this.refresh());
    client.on('tokenAboutToExpire', () => void this.renew());
    client.on('tokenExpired', () => void this.renew());
    this.client = client;
    return client;
  }

  async disconnect(): Promise<void> {
    clearTimeout(this.timer);
    await this.client?.shutdown();
    this.client = undefined;
  }

  /** Newest activity first, from our own database: no walk through every conversation at Twilio. */
  conversations(
    query: { state?: string; q?: string; inquiryId?: string; expert?: string; channel?: string; cursor?: string; limit?: number } = {},
  ): Promise<Page<ConversationItem>> {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) {
        parameters.set(name, String(value));
      }
    }
    return this.call<Page<ConversationItem>>('GET', `/api/conversations?${parameters}`);
  }

  /**
   * Sends a text. The key makes repeating safe: the same key is the same message, so keep it with the draft and use it again
   * after a lost connection.
   */
  send(conversationSid: string, body: string, key: string): Promise<{ sid: string; index: number }> {
    return this.call('POST', `/api/conversations/${conversationSid}/messages`, { body }, { 'Idempotency-Key': key });
  }

  /** Edits one's own message, unless it has changed since it was shown: then a {@link ProblemError} of 412. */
  edit(conversationSid: string, message: { sid: string; version: string }, body: string): Promise<{ sid: string; version: string }> {
    const path = `/api/conversations/${conversationSid}/messages/${message.sid}`;
    return this.call('PATCH', path, { body }, { 'If-Match': `"${message.version}"` });
  }

  /** Marks everything in a conversation as read. */
  markRead(conversationSid: string): Promise<{ lastReadIndex?: number }> {
    return this.call('POST', `/api/conversations/${conversationSid}/read`);
  }

  /** For the badge: 1000 messages stand for that many or more. */
  unread(): Promise<{ messages: number; conversations: number }> {
    return this.call('GET', '/api/conversations/unread');
  }

  /** The thread as it grows. A message is seen again when it changes: its label may be written, or put right, a moment after it came. */
  async follow(conversationSid: string, seen: (message: Message) => void): Promise<Conversation> {
    if (!this.client) {
      throw new Error('connect first');
    }
    const conversation = await this.client.getConversationBySid(conversationSid);
    conversation.on('messageAdded', seen);
    conversation.on('messageUpdated', ({ message }) => seen(message));
    return conversation;
  }

  /**
   * Who it is from, for people: `Marta - Traveler`, `Elena - Local Expert`. Until the label is there, nobody: an author may be a phone number.
   */
  static label(message: Message): string {
    const attributes = message.attributes;
    const from = attributes !== null && typeof attributes === 'object' && !Array.isArray(attributes) ? attributes['from'] : undefined;
    return typeof from === 'string' ? from : '';
  }

  private async renew(): Promise<void> {
    await this.client?.updateToken(await this.refresh());
  }

  /** Asks before the SDK has to: `refreshAt` differs from client to client, so that not all ask at once. */
  private async refresh(): Promise<string> {
    const token = await this.call<TwilioToken>('POST', '/api/twilio/token');
    // By the server's clock: the device's may be wrong.
    const wait = Date.parse(token.refreshAt) - Date.parse(token.serverTime);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.renew(), wait);
    return token.token;
  }

  private async call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const answer = await fetch(this.origin + path, {
      method,
      headers: {
        Authorization: `Bearer ${await this.appToken()}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new ProblemError((await answer.json()) as Problem);
    }
    return (await answer.json()) as T;
  }
}
