// Times and durations for people. Relative times count on by themselves while they are on the page.
import { element } from './dom.js';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const year = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

export const millis = text => (text ? Date.parse(text) : null);

function words(at, fraction) {
  const date = new Date(at);
  const now = new Date();
  const time = clock.format(date) + (fraction ? '.' + String(date.getMilliseconds()).padStart(3, '0') : '');
  if (date.toDateString() === now.toDateString()) return time;
  return (date.getFullYear() === now.getFullYear() ? day : year).format(date) + ', ' + time;
}

const timed = (text, shown, properties) => element('time', { datetime: text, title: text, ...properties }, shown);

export const time = text => timed(text, words(text, false));
/** With milliseconds. */
export const precise = text => timed(text, words(text, true));

const UNITS = [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1000]];

/** Two units at most: `84 ms`, `3.2 s`, `4 min 10 s`, `2 d 3 h`. */
export function duration(ms) {
  const value = Math.max(0, Math.round(ms));
  if (value < 1000) return value + ' ms';
  if (value < 10_000) return (value / 1000).toFixed(1) + ' s';
  const first = UNITS.findIndex(([, size]) => value >= size);
  const [unit, size] = UNITS[first];
  const whole = Math.floor(value / size);
  const next = UNITS[first + 1];
  const rest = next ? Math.floor((value % size) / next[1]) : 0;
  return `${whole} ${unit}` + (rest ? ` ${rest} ${next[0]}` : '');
}

/** Whole seconds: what counts on must not flicker. */
const counted = ms => duration(Math.floor(Math.max(0, ms) / 1000) * 1000).replace('0 ms', '0 s').replace('.0 s', ' s');

const KINDS = {
  since: at => counted(Date.now() - at),
  ago: at => counted(Date.now() - at) + ' ago',
  until: at => (at > Date.now() ? 'in ' + counted(at - Date.now()) : 'now'),
};

/** How long it has been like this. */
export const since = text => timed(text, KINDS.since(Date.parse(text)), { 'data-counts': 'since' });
export const ago = text => timed(text, KINDS.ago(Date.parse(text)), { 'data-counts': 'ago' });
export const until = text => timed(text, KINDS.until(Date.parse(text)), { 'data-counts': 'until' });

export function startCounting() {
  setInterval(() => {
    if (document.hidden) return;
    document.querySelectorAll('time[data-counts]').forEach(node => {
      const text = KINDS[node.dataset.counts](Date.parse(node.dateTime));
      if (node.textContent !== text) node.textContent = text;
    });
  }, 1000);
}
