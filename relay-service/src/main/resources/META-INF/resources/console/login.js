// The company's login: OAuth 2.0's authorization code with PKCE. The refresh token lives in this tab only, the access token in memory.

const REFRESH = 'console-refresh-token';
const STARTED = 'console-sign-in';
const RENEW_BEFORE_MS = 60_000;
const REDIRECT = location.origin + '/console/';

let settings = null;
let accessToken = null;
let end = 0;
let renewal = null;

/** For display only: the services decide what is allowed. */
export let person = null;

/** A sign-in is needed: nothing can be called before. */
export class SignInNeeded extends Error {}

export const configure = found => { settings = found; };

/** Leaves for the login's page, which comes back with a code. */
export async function signIn(other) {
  const verifier = random();
  const state = random();
  sessionStorage.setItem(STARTED, JSON.stringify({ verifier, state, hash: location.hash }));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: REDIRECT,
    scope: settings.scope,
    state,
    code_challenge: base64(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))),
    code_challenge_method: 'S256',
    ...(other ? { prompt: 'select_account' } : {}),
  });
  location.assign(settings.authorizationEndpoint + (settings.authorizationEndpoint.includes('?') ? '&' : '?') + query);
}

/** Completes a sign-in that comes back, or continues the one of before a reload. Returns whether somebody is signed in. */
export async function resume() {
  const answer = new URLSearchParams(location.search);
  if (answer.has('code') || answer.has('error')) {
    const started = JSON.parse(sessionStorage.getItem(STARTED) ?? '{}');
    sessionStorage.removeItem(STARTED);
    history.replaceState(null, '', '/console/' + (started.hash ?? ''));
    if (!started.state || started.state !== answer.get('state')) throw new Error('This sign-in did not start here. Sign in again.');
    if (answer.has('error')) throw new Error(`The login refused the sign-in: ${answer.get('error')}.`);
    await request({ grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: REDIRECT, code_verifier: started.verifier });
    return true;
  }
  if (sessionStorage.getItem(REFRESH) === null) return false;
  try {
    await token();
    return true;
  } catch (failure) {
    if (failure instanceof SignInNeeded) return false;
    throw failure;
  }
}

/** An access token that lasts for a while. */
export function token() {
  if (accessToken !== null && Date.now() < end - RENEW_BEFORE_MS) return Promise.resolve(accessToken);
  renewal ??= renew().finally(() => { renewal = null; });
  return renewal;
}

/** A service refused the access token: the next call gets a new one. */
export function reject(refused) {
  if (refused === accessToken) end = 0;
}

export function signOut() {
  sessionStorage.removeItem(REFRESH);
  accessToken = null;
  end = 0;
  person = null;
}

async function renew() {
  const refresh = sessionStorage.getItem(REFRESH);
  if (refresh === null) {
    // A login that issues no refresh tokens: the access token serves to its end.
    if (accessToken !== null && Date.now() < end) return accessToken;
    throw new SignInNeeded();
  }
  return request({ grant_type: 'refresh_token', refresh_token: refresh });
}

async function request(form) {
  const response = await fetch(settings.tokenEndpoint, { method: 'POST', body: new URLSearchParams({ ...form, client_id: settings.clientId }) });
  if (response.status >= 400 && response.status < 500 && response.status !== 429) {
    sessionStorage.removeItem(REFRESH);
    accessToken = null;
    throw form.grant_type === 'refresh_token' ? new SignInNeeded() : new Error('The login did not accept the sign-in. Sign in again.');
  }
  if (!response.ok) throw new Error(`The login answered ${response.status}.`);
  const tokens = await response.json();
  accessToken = tokens.access_token;
  end = Date.now() + (tokens.expires_in ?? 300) * 1000;
  if (tokens.refresh_token) sessionStorage.setItem(REFRESH, tokens.refresh_token);
  person = claims(accessToken);
  return accessToken;
}

const random = () => base64(crypto.getRandomValues(new Uint8Array(32)).buffer);

function base64(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function claims(jwt) {
  try {
    const part = jwt.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const found = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), letter => letter.charCodeAt(0))));
    return { name: found.name ?? found.email ?? found.sub ?? 'somebody', groups: [found.groups ?? []].flat().map(String) };
  } catch {
    // An opaque token: the services know whose it is.
    return { name: 'you', groups: [] };
  }
}
