// Who changed what, and when: the audits of the services, merged by time.
import { get, query } from './api.js';
import { badge, button, code, dim, element, head, none, short, sync, table } from './dom.js';
import { time } from './time.js';

const SERVICES = [['relay', '/api/audit'], ['conversation', '/api/admin/audit']];
const PAGE = '50';

const status = each => (each.status === null || each.status === undefined ? badge('warn', 'no answer') : badge(each.status < 400 ? 'good' : 'bad', String(each.status)));

/** One service's entries, newest first, a page at a time. */
class Source {
  constructor([name, path]) {
    Object.assign(this, { name, path, entries: [], cursor: null, end: false });
  }

  async more(signal) {
    if (this.end) return;
    const found = await get(this.path + query({ cursor: this.cursor, limit: PAGE }), signal);
    this.entries.push(...found.items.map(each => ({ ...each, service: this.name })));
    this.cursor = found.next ?? null;
    this.end = this.cursor === null;
  }

  /** Older entries may exist, but none newer than this. */
  get known() {
    return this.end ? -Infinity : Date.parse(this.entries.at(-1)?.at ?? new Date());
  }
}

export async function audit(page) {
  page.title('Audit');
  const { node, body, row } = table('Audit', ['When', 'Who', 'Change', 'Target', 'Detail', 'Answer']);
  const nothing = element('p', { class: 'empty', hidden: true }, 'Nobody has changed anything.');
  let sources = [];

  function draw() {
    // What is older than the last known entry of a service waits until that service's next page is here: the order is right.
    const from = Math.max(...sources.map(each => each.known));
    const shown = sources.flatMap(each => each.entries).filter(each => Date.parse(each.at) >= from).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    sync(body, shown, each => each.service + each.id, each => row([
      time(each.at), each.who, [code(each.action), element('br', {}), element('small', {}, each.service + ' service')], each.target ? short(each.target) : none(), each.detail ? element('span', { class: 'wrap' }, each.detail) : none(), status(each),
    ]));
    nothing.hidden = shown.length > 0;
    node.hidden = shown.length === 0;
    more.hidden = sources.every(each => each.end);
  }

  const load = async () => {
    // The service that reaches least far back limits what can be shown.
    const limit = Math.max(...sources.map(each => each.known));
    await Promise.all(sources.filter(each => each.known === limit).map(each => each.more(page.signal)));
    draw();
  };
  const start = async () => {
    sources = SERVICES.map(each => new Source(each));
    await Promise.all(sources.map(each => each.more(page.signal)));
    draw();
  };
  const more = button('Show more', load, { hidden: true });
  page.root.append(head('Audit', button('Refresh', start)), node, nothing, element('p', { class: 'actions' }, more));
  await start();
}
