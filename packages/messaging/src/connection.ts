import type { Client, ConnectionState as SdkState } from '@twilio/conversations';
import { BackOff, sleep } from './backoff.js';
import { renewalDelay, type TokenSource } from './token.js';

/** `failed` is final: the login is not accepted. Everything else recovers by itself. */
export type ConnectionState = 'connecting' | 'connected' | 'disconnected' | 'failed';

/** Twilio never answers an update that it gets while it closes; see `hand`. */
const UPDATE_TIMEOUT_MS = 10_000;

/** One signed-in SDK client, kept connected with fresh tokens until `end`. */
export class Connection {
  private readonly abort = new AbortController();
  private readonly backOff = new BackOff();
  private client: Client | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private renewing = false;
  /** Before that, a refused token is the start's to handle. */
  private started = false;
  private expired = false;

  /**
   * @param create makes the SDK's client; called again only if a client could not even start
   * @param changed is called with each change of state, and with the reason when it is `failed`
   */
  constructor(
    private readonly tokens: TokenSource,
    private readonly create: (token: string) => Client,
    private readonly changed: (state: ConnectionState, error?: unknown) => void,
  ) {}

  /** Resolves when the client is initialized. */
  async start(): Promise<Client> {
    this.changed('connecting');
    try {
      for (;;) {
        const client = await this.attempt();
        if (client !== undefined) {
          return client;
        }
        await sleep(this.backOff.next(), this.signal);
      }
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  /** Signs out. Nothing is renewed, retried or reported afterwards. */
  async end(): Promise<void> {
    this.abort.abort(new DOMException('disconnected', 'AbortError'));
    clearTimeout(this.timer);
    const client = this.client;
    this.client = undefined;
    await client?.shutdown();
  }

  private get signal(): AbortSignal {
    return this.abort.signal;
  }

  private async attempt(): Promise<Client | undefined> {
    const token = await this.tokens.get(this.signal);
    const client = this.create(token.token);
    this.client = client;
    this.listen(client);
    const initialized = await this.initialized(client);
    this.signal.throwIfAborted();
    if (!initialized) {
      await client.shutdown();
      return undefined;
    }
    this.started = true;
    this.backOff.reset();
    this.renewAfter(renewalDelay(token));
    return client;
  }

  /** Twilio throttles by failing the start and connecting later, so a failed start counts only when the token was refused. */
  private initialized(client: Client): Promise<boolean> {
    return new Promise(resolve => {
      client.on('initialized', () => resolve(true));
      client.on('connectionError', error => {
        if (error.terminal) {
          resolve(false);
        }
      });
      this.signal.addEventListener('abort', () => resolve(false), { once: true });
    });
  }

  private listen(client: Client): void {
    client.on('connectionStateChanged', state => this.report(client, state));
    client.on('tokenAboutToExpire', () => void this.renew());
    client.on('tokenExpired', () => {
      this.expired = true;
      void this.renew();
    });
  }

  private report(client: Client, state: SdkState): void {
    if (this.signal.aborted || client !== this.client) {
      return;
    }
    if (state === 'connected') {
      this.changed('connected');
    } else if (state === 'connecting') {
      this.changed('connecting');
    } else if (state === 'denied') {
      this.changed('disconnected');
      // A token that Twilio refuses although it has not expired: its key was revoked, perhaps the next one's is not.
      void this.renew();
    } else {
      this.changed('disconnected');
    }
  }

  private renewAfter(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.renew(), ms);
  }

  /** Gets a token and hands it over, again and again until that worked. Several causes at once make one renewal. */
  private async renew(): Promise<void> {
    if (!this.started || this.renewing || this.signal.aborted) {
      return;
    }
    this.renewing = true;
    try {
      const backOff = new BackOff();
      for (;;) {
        const token = await this.tokens.get(this.signal);
        this.renewAfter(renewalDelay(token));
        if (await this.hand(token.token)) {
          return;
        }
        await sleep(backOff.next(), this.signal);
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.renewing = false;
    }
  }

  /**
   * Hands the token to the client. After Twilio has closed an expired session, an update in the SDK's three seconds of disconnecting is
   * lost and leaves the client dead (SDK 2.6.5 and 3.0.1), so wait until that is over.
   */
  private async hand(token: string): Promise<boolean> {
    const client = this.client;
    if (client === undefined) {
      return true;
    }
    if (this.expired) {
      await this.closed(client);
      this.expired = false;
    }
    const update = client.updateToken(token).then(
      () => true,
      () => false,
    );
    return Promise.race([update, sleep(UPDATE_TIMEOUT_MS, this.signal).then(() => false)]);
  }

  private closed(client: Client): Promise<void> {
    const isOver = (state: SdkState): boolean => state === 'disconnected' || state === 'denied';
    if (isOver(client.connectionState)) {
      return Promise.resolve();
    }
    const over = new Promise<void>(resolve => {
      const listener = (state: SdkState): void => {
        if (isOver(state)) {
          client.off('connectionStateChanged', listener);
          resolve();
        }
      };
      client.on('connectionStateChanged', listener);
    });
    return Promise.race([over, sleep(UPDATE_TIMEOUT_MS, this.signal)]);
  }

  private fail(error: unknown): void {
    if (this.signal.aborted) {
      return;
    }
    this.changed('failed', error);
    void this.end();
  }
}
