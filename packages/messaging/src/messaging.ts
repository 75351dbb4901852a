import { Client, type ClientOptions, type Conversation, type Message, type Paginator } from '@twilio/conversations';
import createApi, { type Client as Api } from 'openapi-fetch';
import type { paths } from './api.js';
import { Connection, type ConnectionState } from './connection.js';
import { ProblemError } from './problem.js';
import { TokenSource, type TwilioToken } from './token.js';

export interface MessagingOptions {
  /** The gateway's, `https://api.example.com`. */
  origin: string;
  /** The app's own login token, fresh at every call. */
  appToken: () => Promise<string>;
  /** For the SDK. Against the sandbox: `{ Twilsock: { uri: 'ws://localhost:8090/v3/wsconnect' } }`. */
  clientOptions?: ClientOptions;
  fetch?: typeof fetch;
}

/** What narrows the list of conversations. */
export type ConversationQuery = NonNullable<paths['/api/conversations']['get']['parameters']['query']>;

/** What a thread reports. A message is `updated` when its label is written or corrected, which may be a moment after it came. */
export interface ThreadListener {
  added(message: Message): void;
  updated?(message: Message): void;
  removed?(message: Message): void;
}

const MEMBERSHIP_TIMEOUT_MS = 10_000;

/** A thread that is being followed, until `end`. */
export interface Following {
  readonly conversation: Conversation;
  /** The newest messages. Whatever comes later is reported; one that comes just now may be in both. */
  readonly latest: Paginator<Message>;
  end(): void;
}

type TokenListener = (token: TwilioToken) => void;
type StateListener = (state: ConnectionState, error?: unknown) => void;

/** The services behind the gateway, and Twilio's SDK kept connected with their tokens. */
export class Messaging {
  /** Every call of the API, typed. Answers of 400 and above are thrown as `ProblemError`. */
  readonly api: Api<paths>;

  private readonly tokens: TokenSource;
  private readonly listeners = new Set<StateListener>();
  private readonly tokenListeners = new Set<TokenListener>();
  private connection: { whole: Connection; client: Promise<Client> } | undefined;
  private current: ConnectionState = 'disconnected';

  constructor(private readonly options: MessagingOptions) {
    // Called as a plain function, not as a method of ours.
    const fetcher: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
    this.tokens = new TokenSource(options.origin, options.appToken, fetcher, token => notify(this.tokenListeners, token));
    this.api = createApi<paths>({ baseUrl: options.origin, fetch: request => fetcher(request) });
    this.api.use({
      onRequest: async ({ request }) => {
        request.headers.set('Authorization', `Bearer ${await options.appToken()}`);
        return request;
      },
      onResponse: async ({ response }) => {
        if (!response.ok) {
          throw await ProblemError.of(response);
        }
      },
    });
  }

  get state(): ConnectionState {
    return this.current;
  }

  /** Reports each change of the connection, until the returned function is called. */
  onState(listener: StateListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Reports each token that was fetched, at the start and at each renewal, until the returned function is called. */
  onToken(listener: TokenListener): () => void {
    this.tokenListeners.add(listener);
    return () => this.tokenListeners.delete(listener);
  }

  /**
   * Connects as the person who is logged in, and stays connected. Called again, it is the same connection.
   *
   * @throws ProblemError when the login is not accepted
   */
  connect(): Promise<Client> {
    if (this.connection === undefined) {
      const whole = new Connection(
        this.tokens,
        token => new Client(token, this.options.clientOptions),
        (state, error) => {
          if (state === 'failed' && this.connection?.whole === whole) {
            this.connection = undefined;
          }
          this.report(state, error);
        },
      );
      this.connection = { whole, client: whole.start() };
    }
    return this.connection.client;
  }

  async disconnect(): Promise<void> {
    const connection = this.connection;
    this.connection = undefined;
    if (connection !== undefined) {
      connection.client.catch(() => undefined);
      await connection.whole.end();
      this.report('disconnected');
    }
  }

  /** A page of the caller's conversations, newest activity first, from our own database. */
  async conversations(query: ConversationQuery = {}) {
    const { data } = await this.api.GET('/api/conversations', { params: { query } });
    return data!;
  }

  /**
   * Sends a text. The key makes repeating safe: the same key is the same message, so make it with the draft and use it again after a lost
   * connection.
   */
  async send(conversationSid: string, body: string, key: string) {
    const { data } = await this.api.POST('/api/conversations/{sid}/messages', {
      params: { path: { sid: conversationSid }, header: { 'Idempotency-Key': key } },
      body: { body },
    });
    return data!;
  }

  /** Follows a thread as it grows. @throws Error when the caller is not in the conversation */
  async follow(conversationSid: string, listener: ThreadListener): Promise<Following> {
    const conversation = await joined(await this.connect(), conversationSid);
    const added = (message: Message): void => listener.added(message);
    const updated = ({ message }: { message: Message }): void => listener.updated?.(message);
    const removed = (message: Message): void => listener.removed?.(message);
    conversation.on('messageAdded', added);
    conversation.on('messageUpdated', updated);
    conversation.on('messageRemoved', removed);
    const end = (): void => {
      conversation.off('messageAdded', added);
      conversation.off('messageUpdated', updated);
      conversation.off('messageRemoved', removed);
    };
    try {
      // Also makes the SDK open the list of messages, before which it reports none.
      return { conversation, latest: await conversation.getMessages(), end };
    } catch (error) {
      end();
      throw error;
    }
  }

  private report(state: ConnectionState, error?: unknown): void {
    if (state !== this.current) {
      this.current = state;
      notify(this.listeners, state, error);
    }
  }
}

/** A listener that throws causes an unhandled rejection of its own, and nothing in the connection. */
function notify<T extends unknown[]>(listeners: Iterable<(...event: T) => void>, ...event: T): void {
  for (const listener of listeners) {
    void Promise.resolve().then(() => listener(...event));
  }
}

/**
 * The conversation once the caller's membership has reached the SDK, which may be a moment after our API said so. Before that the SDK hands
 * out an object that reports nothing.
 */
async function joined(client: Client, sid: string): Promise<Conversation> {
  let stop = (): void => undefined;
  const arrival = new Promise<Conversation>((resolve, reject) => {
    const listener = (conversation: Conversation): void => {
      if (conversation.sid === sid) {
        resolve(conversation);
      }
    };
    const timer = setTimeout(() => reject(new Error(`Not in conversation ${sid}`)), MEMBERSHIP_TIMEOUT_MS);
    client.on('conversationJoined', listener);
    stop = () => {
      clearTimeout(timer);
      client.off('conversationJoined', listener);
    };
  });
  const known = client.getConversationBySid(sid).then(
    conversation => (conversation.status === 'joined' ? conversation : arrival),
    () => arrival,
  );
  try {
    return await Promise.race([known, arrival]);
  } finally {
    stop();
  }
}

/**
 * Who a message is from, for people: `Marta - Traveler`, `Elena - Local Expert`. Empty until the label is there: an author may be a phone
 * number, which is not for people's eyes.
 */
export function label(message: Message): string {
  const attributes = message.attributes;
  const from = attributes !== null && typeof attributes === 'object' && !Array.isArray(attributes) ? attributes['from'] : undefined;
  return typeof from === 'string' ? from : '';
}
