// Server-sent events over fetch: EventSource cannot send the token. Reconnects by itself, and rests while the page is hidden.
import { open } from './api.js';
import { SignInNeeded } from './login.js';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
/** The server sends a comment every 15 seconds. */
const SILENCE_MS = 45_000;

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const event = { name: 'message', data: [] };
      for (const line of block.split('\n')) {
        const [, name, text] = line.match(/^(\w*): ?(.*)$/) ?? [];
        if (name === 'event') event.name = text;
        if (name === 'data') event.data.push(text);
      }
      yield { name: event.name, data: event.data.join('\n') };
    }
  }
}

const shown = () => (document.hidden ? new Promise(resolve => document.addEventListener('visibilitychange', resolve, { once: true })) : Promise.resolve());

const pause = (ms, signal) => new Promise(resolve => {
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
});

/** One connection, until it ends. */
async function connect(path, name, take, view, live) {
  const inner = new AbortController();
  const stop = () => inner.abort();
  const hide = () => document.hidden && stop();
  view.addEventListener('abort', stop);
  document.addEventListener('visibilitychange', hide);
  let watchdog = setTimeout(stop, SILENCE_MS);
  try {
    const response = await open('GET', path, undefined, { accept: 'text/event-stream', signal: inner.signal });
    live();
    for await (const event of events(response.body)) {
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, SILENCE_MS);
      if (event.name === name && event.data) await take(JSON.parse(event.data));
    }
  } finally {
    clearTimeout(watchdog);
    stop();
    view.removeEventListener('abort', stop);
    document.removeEventListener('visibilitychange', hide);
  }
}

/**
 * Follows a stream as long as the view is open.
 *
 * @param view the signal that ends with the view
 * @param report takes `live`, `connecting` or `lost`
 * @param failed takes what a new attempt cannot fix: no admin, no sign-in
 */
export async function follow(path, name, take, view, report, failed) {
  let wait = FIRST_WAIT_MS;
  report('connecting');
  while (!view.aborted) {
    await shown();
    if (view.aborted) return;
    let ended = false;
    try {
      await connect(path, name, take, view, () => {
        wait = FIRST_WAIT_MS;
        report('live');
      });
      // The token expired, or the server stops: nothing is wrong yet.
      ended = true;
    } catch (failure) {
      if (view.aborted) return;
      if (failure.status === 403 || failure instanceof SignInNeeded) return void failed(failure);
      if (failure.status === 404) return void report('none');
    }
    if (view.aborted || document.hidden) continue;
    report(ended ? 'connecting' : 'lost');
    await pause(wait * (0.75 + Math.random() / 2), view);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}
