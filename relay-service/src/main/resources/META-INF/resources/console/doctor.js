// The doctor as a page: every check with what was found, and the remedy where something is wrong.
import { get } from './api.js';
import { badge, button, element, fill, head, section } from './dom.js';
import { time } from './time.js';
import { count } from './words.js';

const MOODS = { ok: 'good', warning: 'warn', failed: 'bad' };

const line = each => element('li', { class: MOODS[each.status] ?? 'quiet' },
  element('p', { class: 'line' }, badge(MOODS[each.status] ?? 'quiet', each.status), ' ', element('strong', {}, each.check)),
  element('p', {}, each.detail),
  each.remedy && element('p', { class: 'remedy' }, element('strong', {}, 'Remedy: '), each.remedy));

export async function doctor(page) {
  page.title('Doctor');
  const found = element('div', { class: 'stack' });
  const examine = async () => {
    fill(found, element('p', { class: 'loading', role: 'status' }, 'Examining the settings at Twilio, the login and Make.com …'));
    try {
      const report = await get('/api/admin/doctor', page.signal);
      const of = status => report.lines.filter(each => each.status === status);
      const list = (title, lines) => lines.length > 0 && section(title, element('ul', { class: 'checks', 'aria-label': title }, lines.map(line)));
      fill(found,
        element('div', { class: 'verdict ' + (report.healthy ? 'good' : 'bad') },
          element('strong', {}, report.healthy ? 'Nothing failed' : count(of('failed').length, 'check') + ' failed'),
          element('p', {}, `${count(report.lines.length, 'check')}, ${count(of('warning').length, 'warning')}, at `, time(new Date().toISOString()), '.')),
        list('Failed', of('failed')), list('Warnings', of('warning')), list('Healthy', of('ok')));
    } catch (failure) {
      fill(found);
      throw failure;
    }
  };
  page.root.append(head('Doctor', button('Examine again', examine)), found);
  await examine();
}
