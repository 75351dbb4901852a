// Calls of the product's public API, with the token of the person who is signed in.
import * as login from './login.js';

/** An answer that is an error: a problem detail (RFC 9457), or only its status. */
export class Problem extends Error {
  constructor(status, body) {
    super([body.title, body.detail].filter(Boolean).join(': ') || `The answer was ${status}.`);
    this.status = status;
  }
}

async function problem(response) {
  try {
    return new Problem(response.status, await response.json());
  } catch {
    return new Problem(response.status, {});
  }
}

async function once(method, path, body, accept, signal) {
  const token = await login.token();
  const response = await fetch(path, {
    method,
    signal,
    cache: 'no-store',
    headers: { Authorization: 'Bearer ' + token, Accept: accept, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status === 401) login.reject(token);
  return response;
}

/** The response of a call; a refused token is renewed once. */
export async function open(method, path, body, { accept = 'application/json', signal } = {}) {
  let response;
  try {
    response = await once(method, path, body, accept, signal);
    if (response.status === 401) response = await once(method, path, body, accept, signal);
  } catch (failure) {
    if (failure instanceof TypeError) throw new Error('No connection to the server.', { cause: failure });
    throw failure;
  }
  if (response.status === 401) throw new login.SignInNeeded();
  if (!response.ok) throw await problem(response);
  return response;
}

async function json(method, path, body, options) {
  const text = await (await open(method, path, body, options)).text();
  return text === '' ? null : JSON.parse(text);
}

export const get = (path, signal) => json('GET', path, undefined, { signal });
export const post = (path, body) => json('POST', path, body);

/** Null for what is not there. */
export async function find(path, signal) {
  try {
    return await get(path, signal);
  } catch (failure) {
    if (failure.status === 404) return null;
    throw failure;
  }
}

export const query = values => {
  const set = Object.entries(values).filter(([, value]) => value);
  return set.length ? '?' + new URLSearchParams(set) : '';
};
