import { BackOff, sleep } from './backoff.js';
import { ProblemError } from './problem.js';

/** The answer of `POST /api/twilio/token`. Times are ISO 8601 in UTC. */
export interface TwilioToken {
  token: string;
  identity: string;
  expiresAt: string;
  refreshAt: string;
  serverTime: string;
}

/** Gets Twilio tokens from token-service. */
export class TokenSource {
  constructor(
    private readonly origin: string,
    private readonly appToken: () => Promise<string>,
    private readonly fetcher: typeof fetch,
    private readonly got: (token: TwilioToken) => void,
  ) {}

  /**
   * A fresh token. Retries lost connections, 429 and 5xx until the signal is aborted.
   *
   * @throws ProblemError when the login is not accepted: no attempt will help
   */
  async get(signal: AbortSignal): Promise<TwilioToken> {
    const backOff = new BackOff();
    for (;;) {
      try {
        const token = await this.request(signal);
        this.got(token);
        return token;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof ProblemError && !error.isPassing) {
          throw error;
        }
        const asked = error instanceof ProblemError ? error.retryAfterMs : undefined;
        await sleep(Math.max(asked ?? 0, backOff.next()), signal);
      }
    }
  }

  private async request(signal: AbortSignal): Promise<TwilioToken> {
    const response = await this.fetcher(`${this.origin}/api/twilio/token`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${await this.appToken()}` },
      cache: 'no-store',
      signal,
    });
    if (!response.ok) {
      throw await ProblemError.of(response);
    }
    return (await response.json()) as TwilioToken;
  }
}

/** How long to wait before the token is renewed. By the server's clock: the device's may be wrong. */
export function renewalDelay(token: TwilioToken): number {
  return Math.max(0, Date.parse(token.refreshAt) - Date.parse(token.serverTime));
}
