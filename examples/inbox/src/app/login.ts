import { inject, Injectable, signal } from '@angular/core';
import { ProblemError } from '@baboo/messaging';
import { CONFIG } from './config';

export interface Person {
  email: string;
  name: string;
  groups: string[];
}

interface Tokens {
  access_token: string;
  refresh_token: string;
  expires_in: number;
}

const REFRESH = 'refresh-token';
const RENEW_BEFORE_MS = 60_000;

/** The company's login: OAuth 2.0's authorization code with PKCE. A refresh token lives in this tab only; the access token in memory. */
@Injectable({ providedIn: 'root' })
export class Login {
  readonly person = signal<Person | null>(null);
  private readonly config = inject(CONFIG);
  private accessToken = '';
  private end = 0;
  private renewal: Promise<string> | undefined;

  /** Leaves for the login's page; it comes back here with a code. */
  async start(): Promise<void> {
    const verifier = random();
    const state = random();
    sessionStorage.setItem('sign-in', JSON.stringify({ verifier, state, hash: location.hash }));
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'inbox',
      redirect_uri: this.redirectUri,
      scope: 'openid offline_access',
      state,
      code_challenge: base64(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))),
      code_challenge_method: 'S256',
    });
    location.assign(`${this.config.login}/authorize?${query}`);
  }

  /** Takes up a sign-in that comes back with its code, or the one of before a reload. */
  async resume(): Promise<void> {
    const answer = new URLSearchParams(location.search);
    const code = answer.get('code');
    const started = JSON.parse(sessionStorage.getItem('sign-in') ?? '{}') as { verifier?: string; state?: string; hash?: string };
    if (code !== null) {
      sessionStorage.removeItem('sign-in');
      history.replaceState(null, '', location.pathname + (started.hash ?? ''));
      if (started.verifier === undefined || started.state !== answer.get('state')) {
        throw new Error('This sign-in did not begin here. Please sign in again.');
      }
      await this.request({ grant_type: 'authorization_code', code, redirect_uri: this.redirectUri, code_verifier: started.verifier });
    } else if (sessionStorage.getItem(REFRESH) !== null) {
      await this.token();
    }
  }

  /** An access token that is good for a while. @throws ProblemError when the login wants to see the person again */
  token(): Promise<string> {
    if (Date.now() < this.end - RENEW_BEFORE_MS) {
      return Promise.resolve(this.accessToken);
    }
    const refresh = { grant_type: 'refresh_token', refresh_token: sessionStorage.getItem(REFRESH) ?? '' };
    this.renewal ??= this.request(refresh).finally(() => (this.renewal = undefined));
    return this.renewal;
  }

  forget(): void {
    sessionStorage.removeItem(REFRESH);
    this.end = 0;
    this.person.set(null);
  }

  private get redirectUri(): string {
    return location.origin + location.pathname;
  }

  private async request(form: Record<string, string>): Promise<string> {
    const body = new URLSearchParams({ ...form, client_id: 'inbox' });
    const response = await fetch(`${this.config.login}/token`, { method: 'POST', body });
    if (!response.ok) {
      throw await ProblemError.of(response);
    }
    const tokens = (await response.json()) as Tokens;
    this.accessToken = tokens.access_token;
    this.end = Date.now() + tokens.expires_in * 1000;
    sessionStorage.setItem(REFRESH, tokens.refresh_token);
    this.person.set(claims(tokens.access_token));
    return this.accessToken;
  }
}

function random(): string {
  return base64(crypto.getRandomValues(new Uint8Array(32)).buffer);
}

function base64(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** For display only: who decides what is allowed are the services. */
function claims(token: string): Person {
  const part = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(part), letter => letter.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Person;
}
