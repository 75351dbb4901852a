// Draws a journey: one row a hop and a delivery, on one axis of time. What waits grows with the time.
import { element, link } from './dom.js';
import { ticks } from './journey.js';
import { duration } from './time.js';
import { briefly, plain } from './words.js';

const TICKS = 6;
/** A tick further to the right has no room for its label on a narrow screen. */
const LAST_LABEL = 85;

/** Styles by script: the page's policy allows no style attributes. */
function placed(node, left, width) {
  node.style.setProperty('--left', left + '%');
  node.style.setProperty('--width', width + '%');
  return node;
}

export function picture(found, receipts) {
  const length = found.to - found.from;
  const part = ms => (ms / length) * 100;
  const bar = (from, to, kind, title) => placed(element('span', { class: kind, title }), part(from - found.from), part(to - from));
  const grid = () => ticks(length, TICKS).slice(1).map(each => placed(element('span', { class: 'grid' }), part(each), 0));

  const row = each => {
    const took = duration(each.to - each.from);
    const notes = each.open ? briefly(each.delivery) : each.delivery && each.delivery.state !== 'delivered' ? [plain(each.delivery.lastOutcome)] : [each.detail];
    return element('li', { class: ['track', each.mood, each.slow && 'slow'].filter(Boolean).join(' ') },
      element('p', { class: 'name' }, each.delivery ? link('deliveries/' + each.delivery.id, each.name) : element('strong', {}, each.name),
        each.delivery?.parts > 1 && ` part ${each.delivery.part}`),
      element('p', { class: 'took' }, each.slow && element('span', { class: 'badge warn' }, 'slowest'), each.open && element('span', { class: 'badge warn' }, 'waits'), ' ', took),
      element('p', { class: 'note' }, notes),
      element('div', { class: 'lane', 'aria-hidden': 'true' }, grid(),
        bar(each.from, each.to, 'bar', `${each.name}: ${took}`),
        each.marks.map(mark => bar(mark.from, mark.to, 'mark ' + mark.mood, `Attempt ${mark.attempt.number}: ${plain(mark.attempt.outcome)}`))));
  };

  const delivered = found.tracks.some(each => each.marks.length);
  const legend = [['hop', 'on its way'], found.tracks.some(each => each.slow) && ['slow', 'slowest'], found.tracks.some(each => each.open) && ['wait', 'waits'],
    delivered && ['good', 'attempt accepted'], delivered && ['bad', 'attempt without success']].filter(Boolean);
  return element('div', { class: 'picture' },
    element('p', { class: 'legend', 'aria-hidden': 'true' }, legend.map(([kind, text]) => element('span', { class: kind }, text))),
    element('div', { class: 'axis', 'aria-hidden': 'true' }, element('div', { class: 'lane' },
      ticks(length, TICKS).filter(each => part(each) <= LAST_LABEL).map(each => placed(element('span', { class: 'tick' }, each === 0 ? '0' : duration(each).replace('.0 s', ' s')), part(each), 0)))),
    element('ol', { 'aria-label': 'Journey' }, found.tracks.map(row)),
    receipts.length > 0 && element('ul', { class: 'receipts', 'aria-label': 'Receipts' }, receipts));
}
