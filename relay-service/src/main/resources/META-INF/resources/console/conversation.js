// A conversation: its mirror beside Twilio, its inquiry, its deliveries live; reconcile, export, erase.
import { find, get, open, post, query } from './api.js';
import { comparison } from './comparison.js';
import { deliveryTable } from './deliveries.js';
import { ask } from './dialog.js';
import { badge, button, code, dim, element, facts, fill, head, link, notice, section } from './dom.js';
import { inquiryBadge, retryInquiry } from './inquiries.js';
import { ago, time } from './time.js';
import { count, problemWord } from './words.js';

const RECONCILE_CHECK_MS = 1000;

async function reconcile(sid, page) {
  const asked = await ask({
    title: 'Reconcile this conversation now?',
    about: ['The mirror fetches it from Twilio over REST. Messages that it lacks are published like webhooks and reach their destinations.'],
    confirm: 'Reconcile', act: () => post('/api/admin/reconcile', { conversationSid: sid }), done: 'Reconciling …',
  });
  if (!asked) return false;
  let now = await get('/api/admin/reconcile', page.signal);
  while (now.working || now.waiting > 0) {
    await new Promise(resolve => { setTimeout(resolve, RECONCILE_CHECK_MS); });
    if (page.signal.aborted) return false;
    now = await get('/api/admin/reconcile', page.signal);
  }
  notice('The conversation is reconciled.');
  return true;
}

/** A file of JSON lines; its name has the SID only. */
async function download(sid) {
  const response = await open('POST', '/api/admin/exports', { conversationSid: sid, dryRun: false }, { accept: 'application/x-ndjson' });
  const address = URL.createObjectURL(await response.blob());
  const anchor = element('a', { href: address, download: sid + '.ndjson' });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const exportAll = sid => ask({
  title: 'Export this conversation?',
  about: ['Everything that is stored about it, as a file of JSON lines with names, addresses and texts. Keep it as you keep personal data.'],
  confirm: 'Export', act: () => download(sid), done: 'The export is downloaded.',
});

async function erase(sid) {
  const plan = await post('/api/admin/erasures', { conversationSid: sid, dryRun: true });
  return ask({
    title: 'Erase this conversation for good?',
    about: [`${count(plan.conversations, 'conversation')} with all messages, participants and files, here and at Twilio. It cannot be taken back.`],
    confirm: 'Erase it', danger: true, act: () => post('/api/admin/erasures', { conversationSid: sid, dryRun: false }),
    done: view => `The erasure is ${view.state}. Its id: ${view.id}.`,
  });
}

/** The comparison, fetched when it is asked for: it calls Twilio. */
function comparer(sid, page) {
  const state = element('div', { class: 'bar' });
  const body = element('div', { class: 'comparison' });
  const only = element('input', { type: 'checkbox' });
  let found = null;
  const draw = () => body.replaceChildren(...found.show(only.checked));
  only.addEventListener('change', () => found && draw());
  const load = async () => {
    fill(state, element('p', { class: 'dim', role: 'status' }, 'Comparing with Twilio …'));
    try {
      const answer = await get(`/api/admin/conversations/${sid}/comparison`, page.signal);
      found = comparison(answer);
      fill(state, element('p', {}, found.lacks ? badge('bad', found.lacks) : found.differences ? badge('bad', `${count(found.differences, 'difference')}`) : badge('good', 'no difference'), dim(' compared at '), time(answer.comparedAt)),
        element('label', { class: 'check' }, only, 'Only differences'), button('Compare again', load));
      draw();
    } catch (failure) {
      if (page.signal.aborted) return;
      fill(state, element('p', { class: 'failure' }, failure.message), button('Compare again', load));
    }
  };
  return { load, node: section('Mirror and Twilio', state, body) };
}

async function inquiryFacts(id, page) {
  const inquiry = await find('/api/inquiries/' + encodeURIComponent(id), page.signal);
  if (!inquiry) return code(id);
  return [code(id), ' ', inquiryBadge(inquiry), inquiry.failure && dim(' ' + problemWord(inquiry.failure)), ' ',
    inquiry.state === 'failed' && button('Retry', () => retryInquiry(id), { class: 'small' })];
}

export async function conversation(page) {
  const sid = page.id;
  const view = await find('/api/conversations/' + encodeURIComponent(sid), page.signal);
  const title = view?.friendlyName ?? 'Conversation';
  page.title(title);
  const compare = comparer(sid, page);
  const deliveries = deliveryTable('Deliveries of the conversation', 'conversation');
  page.root.append(
    element('p', { class: 'crumbs' }, 'Conversation ', code(sid)),
    head(title,
      button('Reconcile now', async () => { if (await reconcile(sid, page)) await compare.load(); }, { class: 'primary' }),
      button('Export', () => exportAll(sid)), button('Erase', () => erase(sid), { class: 'danger' })),
    view ? facts([
      ['State', badge(view.state === 'active' ? 'good' : 'quiet', view.state)],
      ['Last activity', ago(view.lastActivityAt)],
      ['Started', view.createdAt && time(view.createdAt)],
      ['Inquiry', view.inquiryId && await inquiryFacts(view.inquiryId, page)],
      ['People', view.participants.map(each => each.name ?? each.identity ?? each.channel).filter(Boolean).join(', ')],
    ]) : element('div', { class: 'verdict warn' }, element('strong', {}, 'The mirror does not have it'), element('p', {}, 'If Twilio has it, reconcile it.')),
    section('Deliveries', element('p', { class: 'fine' }, 'The newest 50, live. ', link('deliveries' + query({ conversation: sid }), 'All deliveries')), deliveries.node),
    compare.node);
  void compare.load();
  const first = await get('/api/deliveries' + query({ conversation: sid, limit: '50' }), page.signal);
  deliveries.show(first.items);
  void page.follow('/api/deliveries/live' + query({ conversation: sid }), 'deliveries', ({ items }) => deliveries.show(items));
}
