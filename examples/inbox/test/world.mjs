// A real Chromium with the built app, against a stack: GATEWAY_URL, SANDBOX_URL and CHROMIUM say where.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';

export const GATEWAY = process.env.GATEWAY_URL ?? 'http://localhost:8080';
export const SANDBOX = process.env.SANDBOX_URL ?? 'http://localhost:8090';

// The origin that the services let in. The port may be taken by somebody who works on the app, so the browser is sent to another.
export const APP = 'http://localhost:4200';
const DIST = new URL('../dist/', import.meta.url);
const SDK_2 = new URL('../../../packages/messaging/node_modules/twilio-conversations-2/builds/twilio-conversations.min.js', import.meta.url);
const WIDGET_PAGE = `<!doctype html><title>A travel site</title><script src="${SANDBOX}/sdk-shim.js"></script><script src="sdk-2.js"></script>`;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const PATIENCE_MS = Number(process.env.PATIENCE_MS ?? 30_000);

/** A context is a browser of its own: no cookie, storage or socket is shared. */
export class Browser {
  static async start() {
    const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const folder = await mkdtemp(join(tmpdir(), 'inbox-browser-'));
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      headless: true,
      args: [...FLAGS, `--host-resolver-rules=MAP localhost:4200 127.0.0.1:${server.address().port}`],
    });
    return new Browser(server, folder, context);
  }

  constructor(server, folder, context) {
    this.server = server;
    this.folder = folder;
    this.first = context;
    this.errors = [];
  }

  async stop() {
    await this.first.close();
    this.server.closeAllConnections();
    this.server.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A page of a person who is at the app's start, or at another address. */
  async open(address = APP) {
    const context = await this.first.browser().newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('pageerror', error => this.errors.push(error));
    await page.goto(address);
    return page;
  }

  /** Signs in on the login's own page. */
  async signIn(name) {
    const page = await this.open();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await page.getByText('Connected', { exact: true }).waitFor();
    return page;
  }
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, APP);
  const config = { api: GATEWAY, login: `${SANDBOX}/login`, socket: `${SANDBOX.replace('http', 'ws')}/v3/wsconnect` };
  const made = { '/config.json': JSON.stringify(config), '/widget.html': WIDGET_PAGE };
  const file = pathname === '/sdk-2.js' ? SDK_2 : new URL(pathname === '/' ? 'index.html' : pathname.slice(1), DIST);
  response.setHeader('Content-Type', TYPES[extname(pathname === '/' ? '.html' : pathname)] ?? 'text/html');
  try {
    response.end(made[pathname] ?? (await readFile(file)));
  } catch (error) {
    response.writeHead(404).end(String(error));
  }
}

export async function call(method, url, body, token) {
  const response = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${url}: ${response.status} ${text}`);
  }
  return text === '' ? undefined : JSON.parse(text);
}

export const control = (method, path, body) => call(method, `${SANDBOX}/control${path}`, body);

export async function login(email, name, group) {
  return (await call('POST', `${SANDBOX}/login/token`, { email, name, groups: [group] })).access_token;
}

export async function until(what, condition) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await condition();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error('Never came: ' + what);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
