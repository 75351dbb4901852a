// Inquiries that are not done: how far each came, why it stopped, and its retry.
import { get, post, query } from './api.js';
import { ask } from './dialog.js';
import { badge, button, code, dim, element, head, none, notice, sync, table } from './dom.js';
import { ago, until } from './time.js';
import { problemWord } from './words.js';

const STEPS = ['conversation', 'phone', 'people', 'message', 'completion'];
const MOODS = { failed: 'bad', waiting: 'warn', working: 'busy', done: 'good', removed: 'quiet' };

export const inquiryBadge = each => badge(MOODS[each.state] ?? 'quiet', each.state);

/** How far it came, as dots; in words for those who do not see them. */
const progress = (step, state) => {
  const at = STEPS.indexOf(step);
  return element('span', { class: 'progress' }, element('span', { class: 'dots ' + state, 'aria-hidden': 'true' },
    STEPS.map((name, index) => element('span', { class: index < at ? 'past' : index === at ? 'now' : '', title: name }))), dim(step ? `at ${step}` : 'not started'));
};

export const retryInquiry = id => ask({
  title: `Retry inquiry ${id}?`,
  about: ['It continues at the step where it stopped. Nothing that is done already is done twice.'],
  confirm: 'Retry', act: () => post(`/api/admin/inquiries/${encodeURIComponent(id)}/retry`), done: view => `Inquiry ${id} is ${view.state ?? 'retried'}.`,
});

export function inquiryTable(changed) {
  const { node, body, row } = table('Inquiries', ['Inquiry', 'State', 'Progress', 'Reason', 'Attempts', 'Started', '']);
  const nothing = element('p', { class: 'empty', hidden: true }, 'None.');
  return {
    node: element('div', {}, node, nothing),
    show(items) {
      node.hidden = items.length === 0;
      nothing.hidden = items.length > 0;
      sync(body, items, each => each.inquiryId, each => row([
        code(each.inquiryId), inquiryBadge(each), progress(each.step, each.state),
        [problemWord(each.failure) || none(), each.nextAttemptAt && dim(', next attempt ', until(each.nextAttemptAt))],
        String(each.attempts), ago(each.createdAt),
        each.state === 'failed' && button('Retry', async () => { if (await retryInquiry(each.inquiryId)) await changed(); }),
      ]));
    },
  };
}

export async function inquiries(page) {
  page.title('Inquiries');
  let state = page.filters.get('state') ?? 'failed';
  const load = async () => {
    const found = await get('/api/admin/inquiries' + query({ state, limit: '200' }), page.signal);
    list.show(found.items);
  };
  const list = inquiryTable(load);
  const tabs = element('div', { class: 'tabs', role: 'group', 'aria-label': 'State' }, ['failed', 'waiting', 'working'].map(each =>
    element('button', { type: 'button', 'aria-pressed': String(each === state), onclick: event => {
      state = each;
      tabs.querySelectorAll('button').forEach(tab => tab.setAttribute('aria-pressed', String(tab === event.currentTarget)));
      history.replaceState(null, '', '#/inquiries' + query({ state }));
      load().catch(failure => notice(failure.message));
    } }, each)));
  page.root.append(head('Inquiries', button('Refresh', load)), tabs, list.node);
  await load();
}
