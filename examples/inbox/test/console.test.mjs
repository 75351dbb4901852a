// The operators' console as they use it: find a message, see where it is and why it waits, and repair it. Through the gateway, with the
// sandbox's login, on real deliveries.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { Browser, call, control, GATEWAY, login, SANDBOX, until } from './world.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core');
const WIDTHS = [360, 768, 1280];
const CONSOLE = `${GATEWAY}/console/`;
const LONG = { timeout: 90_000 };

describe('the console', () => {
  let browser, page, admin, hook, inquiryId, sid, phone, proxy, first;
  const violations = [];
  const addresses = [];

  const everyHook = async behavior => {
    for (const { hook: each } of (await control('GET', '/make/hooks')).items) await control('PUT', `/make/hooks/${each.id}/behavior`, behavior);
  };
  const api = (method, path, body) => call(method, GATEWAY + path, body, admin);
  const go = view => page.goto(`${CONSOLE}#/${view}`);
  const heading = name => page.getByRole('heading', { level: 1, name });
  const confirm = async name => {
    await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  const find = async text => {
    await page.getByRole('searchbox').fill(text);
    await page.getByRole('searchbox').press('Enter');
  };

  /** Marta writes from the phone. Returns the message's SID at Twilio. */
  async function write(body) {
    await control('POST', `/phones/${encodeURIComponent(phone)}/messages`, { body, channel: 'sms', to: proxy });
    return until(body, async () => (await control('GET', `/conversations/${sid}`)).messages.find(each => each.body === body)?.sid);
  }

  async function signIn(person) {
    const opened = await browser.open(CONSOLE);
    opened.on('console', message => /Content Security Policy|Trusted/.test(message.text()) && violations.push(message.text()));
    opened.on('request', request => addresses.push(request.url()));
    opened.on('framenavigated', frame => addresses.push(frame.url()));
    await opened.getByRole('button', { name: 'Sign in' }).click();
    await opened.getByRole('button', { name: new RegExp(`^${person}`) }).click();
    return opened;
  }

  before(async () => {
    await control('DELETE', '/faults');
    admin = await login('team@baboo.example', 'Nora', 'admin');
    const expert = await login('elena@baboo.example', 'Elena', 'expert');
    inquiryId = 'console-' + crypto.randomUUID();
    phone = '+1555' + String(Math.floor(Math.random() * 9e6) + 1e6);
    const inquiry = {
      inquiryId, subject: 'Huts in June', message: 'Is June too early for the huts?',
      traveler: { name: 'Marta', channel: 'sms', address: phone }, expert: { identity: 'elena@baboo.example', name: 'Elena' },
    };
    sid = await until('the conversation', async () => (await call('POST', `${GATEWAY}/api/inquiries`, inquiry, expert)).conversationSid);
    const room = await control('GET', `/conversations/${sid}`);
    proxy = room.participants.find(each => each.binding).binding.proxyAddress;
    hook = (await api('GET', '/api/destinations')).items.find(each => each.kind === 'make').name;
    first = await write('We are two.');
    await until('delivered', async () => (await api('GET', `/api/deliveries?event=message-added:${first}`)).items.some(each => each.state === 'delivered'));
    browser = await Browser.start();
  });

  after(async () => {
    await control('DELETE', '/faults');
    await api('POST', `/api/destinations/${hook}/resume`);
    await browser.stop();
  });

  test('signs an admin in at the company’s login, and shows what needs attention', async () => {
    page = await signIn('Nora');
    await heading('Overview').waitFor();
    await page.getByRole('table', { name: 'Destinations' }).getByRole('link', { name: hook }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    assert.equal(new URL(page.url()).search, '');
    await page.reload();
    await heading('Overview').waitFor();
  });

  test('says to an expert that the role admin is needed, and shows nothing', async () => {
    const expert = await signIn('Elena');
    await expert.getByRole('heading', { name: 'This needs the role admin' }).waitFor();
    await expert.getByText('You are signed in as Elena').waitFor();
    assert.equal(await expert.getByRole('table').count(), 0);
    await expert.context().close();
  });

  test('finds a message by its SID', async () => {
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
    await page.keyboard.type(first);
    await page.keyboard.press('Enter');
    await heading(/^Message/).waitFor();
    assert.ok(page.url().endsWith(`#/messages/${first}`));
  });

  test('finds a conversation by its inquiry, by a phone number in any spelling, and by the conversation’s SID', async () => {
    for (const text of [inquiryId, phone, `${phone.slice(0, 2)} (${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`, sid]) {
      await go('');
      await heading('Overview').waitFor();
      await find(text);
      await page.waitForURL(`**#/conversations/${sid}`);
      await page.getByText(sid).first().waitFor();
    }
  });

  test('lists what it found for words of a message, to choose by keyboard', async () => {
    await find('zzz-nobody-wrote-this');
    await page.getByText('Nothing was found.').waitFor();
    await find(`message-added:${first}`);
    const found = page.getByRole('list', { name: 'Found' });
    await found.getByRole('link', { name: /^Delivery/ }).first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await found.waitFor({ state: 'hidden' });
  });

  test('shows the journey of a delivered message: each hop with its time', async () => {
    await go(`messages/${first}`);
    await page.getByText('It arrived', { exact: true }).waitFor();
    const journey = page.getByRole('list', { name: 'Journey' });
    for (const hop of ['Twilio → disk', 'Disk → Kafka', 'Kafka → mirror', hook]) {
      await journey.getByRole('listitem').filter({ hasText: hop }).getByText(/\d (ms|s|min)/).first().waitFor();
    }
    const steps = await page.getByRole('list', { name: 'Steps' }).getByRole('listitem').allTextContents();
    const at = words => steps.findIndex(each => each.includes(words));
    assert.ok(at('Happened at Twilio') >= 0 && at('on disk') >= 0, steps.join('\n'));
    assert.ok(at('on disk') < at('In Kafka') && at('In Kafka') < at('In the mirror'), steps.join('\n'));
    assert.ok(at('In Kafka') < at(`Attempt 1 at ${hook}`), steps.join('\n'));
  });

  test('marks the slowest hop, and never draws a hop that ends before it begins', async () => {
    const drawn = await page.evaluate(async () => {
      const { journey } = await import('/console/journey.js');
      const at = seconds => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
      const message = { createdAt: at(5), occurredAt: at(5), receivedAt: at(4), publishedAt: at(7), mirroredAt: at(8), ways: ['webhook'], receipts: [] };
      const delivery = { id: '1', destination: 'slow', state: 'delivered', createdAt: at(8), finishedAt: at(20), attemptLog: [] };
      const waiting = { id: '2', destination: 'waits', state: 'waiting', createdAt: at(8), attemptLog: [] };
      return journey(message, [delivery, waiting], Date.parse(at(60))).tracks.map(each => [each.name, each.to - each.from, each.slow]);
    });
    assert.deepEqual(drawn, [
      ['Twilio → disk', 0, false], ['Disk → Kafka', 3000, false], ['Kafka → mirror', 1000, false], ['slow', 13_000, true], ['waits', 53_000, false],
    ]);
  });

  test('says why a message waits and until when while Make.com is down, and shows live how it arrives', async () => {
    await everyHook({ kind: 'cut', takes: false });
    const waiting = await write('And this?');
    await until('attempted', async () => (await api('GET', `/api/deliveries?event=message-added:${waiting}`)).items.some(each => each.attempts > 0));
    await go(`messages/${waiting}`);
    const verdict = page.locator('.verdict');
    await verdict.getByText('It waits').waitFor();
    await verdict.getByText(/(The last attempt did not succeed|its circuit is open|An attempt is under way).*(Next attempt|It times out)/).waitFor();
    await page.getByRole('list', { name: 'Journey' }).locator('.wait').getByRole('link', { name: hook }).waitFor();
    const loads = [];
    page.on('framenavigated', frame => loads.push(frame.url()));
    await control('DELETE', '/faults');
    await verdict.getByText('It arrived', { exact: true }).waitFor(LONG);
    await page.getByRole('list', { name: 'Steps' }).getByText(`Attempt 1 at ${hook}: connection broke`).waitFor();
    assert.deepEqual(loads, []);
  });

  test('shows the exact request and the answer of a delivery, without secrets', async () => {
    await go(`messages/${first}`);
    await page.getByRole('list', { name: 'Journey' }).getByRole('link', { name: hook }).click();
    await heading(new RegExp(`→ ${hook}`)).waitFor();
    const request = page.getByLabel('Request', { exact: true }).locator('pre').first();
    await request.getByText('POST http').waitFor();
    const text = await request.textContent();
    assert.match(text, /webhook-id: [0-9a-f-]{36}/);
    assert.match(text, /webhook-signature: (?!v1,)/);
    await page.getByLabel('Body').getByText('We are two.').waitFor();
    await page.getByLabel('Answer to attempt 1').getByText('Accepted').waitFor();
  });

  test('retries a delivery after one question, and shows the new attempt', async () => {
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('dialog').getByText('is sent again').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const before = await api('GET', `/api/deliveries/${page.url().split('/').at(-1)}`);
    assert.equal(before.attemptLog.length, 1);
    await page.getByRole('button', { name: 'Retry' }).click();
    await confirm('Retry');
    await page.getByRole('list', { name: 'Attempts' }).getByText('Attempt 2').waitFor();
  });

  test('pauses a destination, sends a test event, and resumes', async () => {
    await go(`destinations/${hook}`);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('dialog').getByText(`No delivery is sent to ${hook}`).waitFor();
    await confirm('Pause');
    await page.locator('.status').getByText('paused', { exact: true }).waitFor();
    const kept = await write('Written while it is paused.');
    await until('waits', async () => (await api('GET', `/api/deliveries?event=message-added:${kept}`)).items.some(each => each.state === 'waiting'));
    await go(`messages/${kept}`);
    await page.locator('.verdict').getByText('The destination is paused').waitFor();

    await go(`destinations/${hook}`);
    const tests = async () => {
      const hooks = (await control('GET', '/make/hooks')).items;
      const received = await Promise.all(hooks.map(each => control('GET', `/make/hooks/${each.hook.id}/deliveries?newest=20`)));
      return received.flatMap(each => each.items).filter(each => JSON.stringify(each).includes('console-test'));
    };
    const before = (await tests()).length;
    await page.getByRole('button', { name: 'Send a test event' }).click();
    await confirm('Send the test event');
    await page.locator('.result').getByText('accepted', { exact: true }).waitFor();
    assert.equal((await tests()).length, before + 1);

    await page.getByRole('button', { name: 'Resume' }).click();
    await confirm('Resume');
    await page.locator('.status').getByText('paused', { exact: true }).waitFor({ state: 'detached' });
    await until('delivered', async () => (await api('GET', `/api/deliveries?event=message-added:${kept}`)).items.some(each => each.state === 'delivered'));
  });

  test('replays deliveries by a filter, after a dry run with the count and the oldest', async () => {
    await go(`deliveries?conversation=${sid}`);
    const filter = page.getByRole('form', { name: 'Filter' });
    await filter.getByLabel(/^State/).selectOption('delivered');
    await filter.getByLabel(/^Destination/).selectOption(hook);
    await page.waitForURL('**state=delivered**');
    const before = await api('GET', `/api/deliveries?conversation=${sid}&state=delivered&destination=${hook}&limit=200`);
    await page.getByRole('button', { name: 'Replay these' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: `Replay ${before.items.length} deliver` }).waitFor();
    await dialog.getByText('The oldest happened on').waitFor();
    assert.deepEqual((await api('GET', `/api/deliveries?conversation=${sid}&state=delivered&destination=${hook}&limit=200`)).items.length, before.items.length);
    await dialog.getByRole('button', { name: /^Replay/ }).click();
    await page.locator('#notice').getByText(/replayed\.$/).waitFor();
    const attempts = new Map(before.items.map(each => [each.id, each.attempts]));
    await until('sent again', async () => (await api('GET', `/api/deliveries?conversation=${sid}&state=delivered&destination=${hook}&limit=200`)).items
      .filter(each => attempts.has(each.id)).every(each => each.attempts > attempts.get(each.id)));
  });

  test('lists the dead letters of every consumer, and re-injects and drops them', async () => {
    await go('dead-letters');
    for (const name of ['relay, twilio.events', 'relay, conversation.directory', 'relay, conversation.attention', 'mirror, twilio.events']) {
      await page.getByRole('region', { name }).getByText(/\d open/).waitFor();
    }
    // Nothing is poisoned here: the answers are given in the services' place, the requests are what counts.
    const letter = { id: '0-7', reason: 'unreadable-event', deadLetteredAt: '2026-01-02T03:04:05Z', sourceTopic: 'twilio.events', sourcePartition: 0, sourceOffset: 7, conversationSid: sid, eventId: `message-added:${first}`, eventType: 'message-added', bytes: 12, fields: ['Body'] };
    const asked = [];
    await page.route('**/api/dead-letters*', route => route.fulfill({ json: route.request().url().includes('twilio.events') ? { items: [letter], open: 1 } : { items: [], open: 0 } }));
    await page.route(/dead-letters\/(reinject|drop)/, async route => {
      const body = route.request().postDataJSON();
      asked.push([new URL(route.request().url()).pathname.split('/').at(-1), body]);
      await route.fulfill({ json: { dryRun: body.dryRun, done: ['0-7'], notOpen: [], oldest: letter.deadLetteredAt } });
    });
    await page.getByRole('button', { name: 'Refresh' }).click();
    const region = page.getByRole('region', { name: 'relay, twilio.events' });
    await region.getByText('unreadable event').click();
    await region.getByText('Record twilio.events-0-7').waitFor();
    await region.getByRole('button', { name: 'Re-inject', exact: true }).click();
    await page.getByRole('dialog').getByText('Re-inject 1 dead letter?').waitFor();
    await confirm('Re-inject');
    await region.getByRole('button', { name: 'Drop' }).click();
    await page.getByLabel('Why it is not needed').fill('a test');
    await confirm('Drop');
    assert.deepEqual(asked, [
      ['reinject', { ids: ['0-7'], dryRun: true }], ['reinject', { ids: ['0-7'], dryRun: false }], ['drop', { ids: ['0-7'], reason: 'a test', dryRun: false }],
    ]);
    await page.unrouteAll();
  });

  test('shows an inquiry that failed with its progress, and retries it', async () => {
    const entry = { inquiryId: 'stuck', state: 'failed', attempts: 3, step: 'phone', failure: 'urn:baboo:messaging:problem:address-in-use', createdAt: '2026-01-02T03:04:05Z' };
    const retried = [];
    await page.route('**/api/admin/inquiries?*', route => route.fulfill({ json: { items: route.request().url().includes('failed') ? [entry] : [] } }));
    await page.route('**/api/admin/inquiries/stuck/retry', route => {
      retried.push(route.request().method());
      return route.fulfill({ json: { inquiryId: 'stuck', state: 'working', joined: false } });
    });
    await go('inquiries');
    const row = page.getByRole('row').filter({ hasText: 'stuck' });
    await row.getByText('address in use').waitFor();
    await row.getByText('at phone').waitFor();
    await row.getByRole('button', { name: 'Retry' }).click();
    await confirm('Retry');
    await page.getByText('Inquiry stuck is working.').waitFor();
    assert.deepEqual(retried, ['POST']);
    await page.unrouteAll();
  });

  test('marks what differs between mirror and Twilio, and reconciles it', async () => {
    await control('POST', '/faults/webhooks', { kind: 'drop', eventType: 'onMessageAdded', times: 1 });
    await control('POST', '/faults/event-stream', { kind: 'drop', times: 20 });
    const lost = await write('Did you get this?');
    await go(`conversations/${sid}`);
    const compared = page.getByRole('region', { name: 'Mirror and Twilio' });
    await compared.locator('.thing.differs').filter({ hasText: 'Did you get this?' }).getByText('missing in the mirror').waitFor();
    await compared.getByText(/^\d+ differences?$/).waitFor();
    await compared.getByLabel('Only differences').check();
    await compared.locator('.thing').filter({ hasText: 'We are two.' }).waitFor({ state: 'detached' });
    await control('DELETE', '/faults');
    await page.getByRole('button', { name: 'Reconcile now' }).click();
    await confirm('Reconcile');
    await page.locator('#notice').getByText('The conversation is reconciled.').waitFor();
    await until('no difference', async () => {
      await compared.getByRole('button', { name: 'Compare again' }).click();
      await compared.getByText(/compared at/).waitFor();
      return (await compared.getByText('no difference').count()) === 1;
    });
    await go(`messages/${lost}`);
    await page.getByRole('list', { name: 'Journey' }).getByText('received by reconciler').waitFor();
  });

  test('shows what the doctor found, with remedies', async () => {
    await go('doctor');
    await page.locator('.verdict').getByText(/\d+ checks/).waitFor(LONG);
    const report = await api('GET', '/api/admin/doctor');
    const shown = await page.locator('.checks li').allTextContents();
    assert.equal(shown.length, report.lines.length);
    for (const line of report.lines.filter(each => each.remedy)) assert.ok(shown.some(each => each.includes(line.remedy)), line.check);
  });

  test('exports a conversation as a file', async () => {
    await go(`conversations/${sid}`);
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await confirm('Export');
    const file = await download;
    assert.equal(file.suggestedFilename(), `${sid}.ndjson`);
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\n').map(line => JSON.parse(line));
    assert.ok(lines.some(line => line.type === 'message'), [...new Set(lines.map(line => line.type))].join());
  });

  test('has all changes in the audit, with who made them', async () => {
    await go('audit');
    const table = page.getByRole('table', { name: 'Audit' });
    for (const [action, target] of [
      ['/api/destinations/{name}/pause', hook], ['/api/destinations/{name}/test', hook], ['/api/destinations/{name}/resume', hook],
      ['/api/deliveries/{id}/retry', ''], ['/api/deliveries/replay', ''], ['/api/admin/reconcile', ''], ['/api/admin/exports', ''],
    ]) {
      await table.getByRole('row').filter({ hasText: action }).filter({ hasText: target }).filter({ hasText: 'team@baboo.example' }).first().waitFor();
    }
    assert.equal(await table.getByText('We are two.').count(), 0);
    assert.equal(await table.getByText(phone).count(), 0);
  });

  test('needs no mouse', async () => {
    await go(`destinations/${hook}`);
    await page.reload();
    await heading(hook).waitFor();
    await page.locator('.loading').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), hook);
    await page.getByRole('button', { name: 'Pause' }).press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Pause');
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Pause');
    assert.equal((await api('GET', '/api/destinations')).items.find(each => each.name === hook).pausedAt, undefined);
    await page.getByRole('link', { name: 'Skip to the content' }).press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  });

  test('can be used by everybody: axe finds nothing serious and nothing is cut off, at three widths, in light and dark', async () => {
    const axe = await readFile(AXE, 'utf8');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const [delivery] = (await api('GET', `/api/deliveries?event=message-added:${first}`)).items;
    const views = ['', 'destinations', `destinations/${hook}`, 'deliveries', `deliveries/${delivery.id}`, `messages/${first}`, `conversations/${sid}`, 'dead-letters', 'inquiries', 'doctor', 'audit'];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        for (const view of views) {
          await go(view);
          await page.locator('.view h1').waitFor();
          await page.waitForFunction(() => !document.querySelector('.loading'), undefined, LONG);
          // Evaluated, not added as a script tag: the page's policy lets no foreign script in.
          await page.evaluate(axe);
          const found = await page.evaluate(() => globalThis.axe.run());
          const where = `${view || 'overview'} at ${width} in ${colorScheme}`;
          assert.deepEqual(found.violations.filter(each => ['serious', 'critical'].includes(each.impact)).map(each => `${where}: ${each.id}: ${each.nodes[0].html}`), []);
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${where} is wider than the screen`);
        }
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  test('erases a conversation after it said what that means', async () => {
    await go(`conversations/${sid}`);
    await page.getByRole('button', { name: 'Erase' }).click();
    await page.getByRole('dialog').getByText(/^1 conversation with all messages.*cannot be taken back/).waitFor();
    await confirm('Erase it');
    await page.locator('#notice').getByText(/^The erasure is/).waitFor();
    await until('erased', async () => (await api('POST', '/api/admin/search', { text: phone })).items.length === 0);
  });

  test('puts nothing personal in an address', () => {
    const digits = phone.slice(1);
    const personal = addresses.map(decodeURIComponent).filter(each => each.includes(digits) || /Marta|elena@|team@|We are two|Did you get/.test(each));
    assert.deepEqual(personal, []);
    assert.ok(addresses.some(each => each.endsWith('/api/admin/search')));
  });

  test('asks for a new sign-in when the old one has ended', async () => {
    await page.route('**/api/**', route => route.fulfill({ status: 401, json: { title: 'Unauthorized' } }));
    await page.route('**/login/token', route => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }));
    await go('audit');
    await page.getByText('Your sign-in has ended.').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: /^Nora/ }).click();
    await heading('Audit').waitFor();
  });

  test('breaks no rule of its policy, which is in force, and nothing fails in it', async () => {
    assert.deepEqual(violations, []);
    const headers = (await fetch(CONSOLE)).headers;
    assert.match(headers.get('content-security-policy'), /^default-src 'none'; .*require-trusted-types-for 'script'/);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    await assert.rejects(page.evaluate(() => (document.getElementById('main').innerHTML = '<b>not a text</b>')), /TrustedHTML/);
    await page.evaluate(() => document.getElementById('main').setAttribute('style', 'color: red'));
    await until('a report', () => violations.length > 0);
    assert.deepEqual(browser.errors.map(error => error.message), []);
  });
});
