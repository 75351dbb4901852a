// The sandbox's page as people use it: start an inquiry, write from the phone and as the expert, break something, find where the message is.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { Browser, call, control, GATEWAY, login, SANDBOX, until } from './world.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core');
const WIDTHS = [360, 768, 1280];

describe('the sandbox’s page', () => {
  let browser, page, sid;
  const violations = [];

  before(async () => {
    await control('DELETE', '/faults');
    browser = await Browser.start();
    page = await browser.open('about:blank');
    page.on('console', message => /Content Security Policy|Trusted/.test(message.text()) && violations.push(message.text()));
  });

  after(async () => {
    await control('DELETE', '/faults');
    await browser.stop();
  });

  const nav = name => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name, exact: true }).click();
  const bubble = words => page.getByRole('list', { name: 'Messages' }).locator('.bubble').filter({ hasText: words });
  const write = async (as, words) => {
    const { options } = await page.getByLabel('Write as').evaluate(node => ({ options: [...node.options].map(each => each.text) }));
    await page.getByLabel('Write as').selectOption({ label: options.find(each => each.includes(as)) });
    await page.getByLabel('Message', { exact: true }).fill(words);
    await page.getByLabel('Message', { exact: true }).press('Enter');
  };

  test('says what to do first where nothing has happened', async () => {
    // Nobody else's conversations are removed for it: the sandbox says that it has none.
    const nothing = { status: 200, contentType: 'application/json', body: '{"items":[]}' };
    await page.route('**/control/conversations?summary=true', route => route.fulfill(nothing));
    await page.goto(SANDBOX);
    await page.getByRole('heading', { name: 'Nothing has happened yet' }).waitFor();
    await page.getByRole('region', { name: 'First steps' }).getByRole('link', { name: 'Start an inquiry' }).waitFor();
    await page.unroute('**/control/conversations?summary=true');
  });

  test('starts an inquiry through the product’s own API', async () => {
    const calls = [];
    page.on('request', request => request.method() === 'POST' && calls.push(request));
    await page.goto(`${SANDBOX}/#/conversations/new`);
    await page.reload();
    await page.getByLabel('Traveler’s name').fill('Marta');
    await page.getByLabel('Question').fill('Is June too early for the huts?');
    await page.getByRole('button', { name: 'Start the inquiry' }).click();
    await bubble('Is June too early for the huts?').getByText('Marta - Traveler').waitFor();
    sid = page.url().split('/').at(-1);
    assert.match(sid, /^CH[0-9a-f]{32}$/);
    const inquiry = calls.find(request => request.url() === `${GATEWAY}/api/inquiries`);
    assert.match(await inquiry.headerValue('authorization'), /^Bearer eyJ/);
  });

  test('writes from the phone: the message gets its label, its webhook and its delivery', async () => {
    await write('from the phone', 'We are two.');
    await bubble('We are two.').getByText('Marta - Traveler').waitFor();
    await bubble('We are two.').getByRole('link', { name: 'Webhook accepted 200' }).waitFor();
    await bubble('We are two.').getByRole('link', { name: 'Make.com accepted' }).waitFor();
  });

  test('answers as the expert: the phone has it, and the product knows who wrote', async () => {
    await write('the expert', 'June is fine.');
    await bubble('June is fine.').getByText('Elena - Local Expert').waitFor();
    await bubble('June is fine.').getByText('delivered').waitFor();
    const token = await login('elena@baboo.example', 'Elena', 'expert');
    await until('in the mirror', async () =>
      (await call('GET', `${GATEWAY}/api/conversations/${sid}/messages`, undefined, token)).items.some(each => each.body === 'June is fine.' && each.from === 'Elena - Local Expert'),
    );
  });

  test('leads from the webhook to the conversation and on to the delivery, and back', async () => {
    await bubble('We are two.').getByRole('link', { name: 'Webhook accepted 200' }).click();
    const chosen = page.locator('.row.chosen');
    await chosen.getByText('We are two.').waitFor();
    await chosen.getByRole('link', { name: /Marta/ }).click();
    await bubble('June is fine.').getByRole('link', { name: 'Make.com accepted' }).click();
    await page.locator('.row.chosen').getByText('Elena - Local Expert: June is fine.').waitFor();
    await page.locator('.row.chosen').getByRole('link', { name: /Marta/ }).click();
    assert.equal(page.url().split('/').at(-1), sid);
    await page.getByRole('list', { name: 'Receipts' }).getByText('delivered').first().waitFor();
    await page.getByRole('list', { name: 'Make.com deliveries' }).getByRole('link', { name: 'message-added' }).first().waitFor();
    await page.getByRole('list', { name: 'Webhooks' }).getByRole('link', { name: 'onMessageAdded' }).first().waitFor();
  });

  test('shows the text on the phone', async () => {
    await page.getByRole('link', { name: /^Marta \(\+1555/ }).click();
    const texts = page.getByRole('list', { name: 'Texts' });
    await texts.getByText('June is fine.').waitFor();
    await page.getByLabel('Text', { exact: true }).fill('Thank you!');
    await page.getByRole('button', { name: 'Send' }).click();
    await texts.getByText('Thank you!').waitFor();
    await texts.locator('.bubble').filter({ hasText: 'Thank you!' }).getByRole('link').click();
    await bubble('Thank you!').getByText('Marta - Traveler').waitFor();
  });

  test('loses a webhook by a button, shows it as lost, and how the message arrives all the same', async () => {
    await nav('Faults');
    await page.getByText('All is well').waitFor();
    await page.getByRole('button', { name: 'Lose the next message’s webhook' }).click();
    const strip = page.locator('#wrong');
    await strip.getByText('Webhooks of onMessageAdded get lost, once').waitFor();
    await page.goto(`${SANDBOX}/#/conversations/${sid}`);
    await write('from the phone', 'Did you get this?');
    await bubble('Did you get this?').getByRole('link', { name: 'Webhook lost' }).waitFor();
    await strip.getByRole('button').waitFor({ state: 'detached' });
    // Event Streams brings it; the relay waits for the webhook first (baboo.relay.stream-grace).
    await bubble('Did you get this?').getByRole('link', { name: /Make.com accepted/ }).waitFor({ timeout: 90_000 });
    await bubble('Did you get this?').getByRole('link', { name: 'Webhook lost' }).click();
    await page.locator('.row.chosen').getByText('the product was never called').waitFor();
    await page.getByLabel('Show').selectOption('lost and failed');
    await page.locator('.row').filter({ hasText: 'accepted 200' }).first().waitFor({ state: 'detached' });
  });

  test('takes Make.com down by a button, and all is well again by one', async () => {
    await nav('Faults');
    await page.getByRole('button', { name: 'Make.com is down' }).click();
    await page.locator('#wrong').getByText('Make.com is down').waitFor();
    await page.goto(`${SANDBOX}/#/conversations/${sid}`);
    await write('from the phone', 'And this?');
    await bubble('And this?').getByRole('link', { name: 'Make.com cut' }).waitFor();
    await page.getByRole('button', { name: 'All well again' }).click();
    await page.locator('#wrong').getByRole('button').waitFor({ state: 'detached' });
    await bubble('And this?').getByRole('link', { name: /Make.com accepted/ }).waitFor({ timeout: 200_000 });
    const faults = await control('GET', '/faults');
    assert.deepEqual([...faults.make, ...faults.rest, ...faults.webhooks], []);
  });

  test('throttles Twilio by a button: an answer is sent later, or refused with the reason and kept', async () => {
    await nav('Faults');
    await page.getByRole('button', { name: 'Throttle the expert’s next answer (429)' }).click();
    await page.locator('#wrong').getByText('requests answer 429, once').waitFor();
    await page.goto(`${SANDBOX}/#/conversations/${sid}`);
    await write('the expert', 'Sent at the second attempt.');
    await bubble('Sent at the second attempt.').getByText('Elena - Local Expert').waitFor();

    await nav('Faults');
    await page.getByRole('button', { name: 'Throttle every request (429)' }).click();
    await page.locator('#wrong').getByText('requests answer 429').waitFor();
    await page.goto(`${SANDBOX}/#/conversations/${sid}`);
    await write('the expert', 'Sent again.');
    await page.getByRole('alert').getByText('Too many requests').waitFor();
    assert.equal(await page.getByLabel('Message', { exact: true }).inputValue(), 'Sent again.');
    await page.getByRole('button', { name: 'All well again' }).click();
    await until('sent again', async () => {
      // Twilio's own pause, which the product keeps to.
      if ((await page.getByLabel('Message', { exact: true }).inputValue()) === '') return true;
      await page.getByLabel('Message', { exact: true }).press('Enter');
      return false;
    });
    await bubble('Sent again.').waitFor();
    assert.equal(await bubble('Sent again.').count(), 1);
  });

  test('fetches nothing whole while nothing changes, and only what is new when something does', async () => {
    await page.goto(`${SANDBOX}/#/conversations/${sid}`);
    await bubble('And this?').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    const asked = [];
    page.on('request', request => asked.push(request.url().replace(SANDBOX, '')));
    await write('from the phone', 'The last one.');
    await bubble('The last one.').getByRole('link', { name: /Make.com accepted/ }).waitFor();
    const lists = asked.filter(url => /^\/control\/(webhooks|make\/hooks\/.*deliveries)/.test(url));
    assert.ok(lists.length > 0);
    assert.deepEqual(lists.filter(url => !/conversation=CH/.test(url) || !/after=/.test(url)), []);
    assert.deepEqual(asked.filter(url => url === '/control/conversations' || url === '/control/conversations?summary=true'), []);
  });

  test('chats as a visitor and as Elena', async () => {
    await nav('Chat');
    await page.getByRole('button', { name: 'Start a chat' }).click();
    await page.getByLabel('Message: Chat as a visitor').fill('Good morning!');
    await page.getByLabel('Message: Chat as a visitor').press('Enter');
    await page.getByRole('log', { name: 'Answer as Elena' }).getByText('Good morning!').waitFor();
    await page.getByLabel('Message: Answer as Elena').fill('And to you.');
    await page.getByLabel('Message: Answer as Elena').press('Enter');
    const answer = page.getByRole('log', { name: 'Chat as a visitor' }).locator('.bubble').filter({ hasText: 'And to you.' });
    await answer.getByText('Elena - Local Expert').waitFor();
  });

  test('cuts a connection, and the chat goes on', async () => {
    await nav('Connections');
    await page.getByRole('button', { name: 'Drop the next connection' }).click();
    const waiting = page.getByRole('list', { name: 'Pending faults' }).getByText('disconnect');
    await waiting.waitFor();
    await page.getByRole('button', { name: 'Clear these faults' }).click();
    await waiting.waitFor({ state: 'detached' });
    await page.locator('[data-identity="elena@baboo.example"]').getByRole('button', { name: 'Cut' }).click();
    await nav('Chat');
    await page.getByLabel('Message: Chat as a visitor').fill('Still there?');
    await page.getByLabel('Message: Chat as a visitor').press('Enter');
    await page.getByRole('log', { name: 'Answer as Elena' }).getByText('Still there?').waitFor();
  });

  test('needs no mouse', async () => {
    await page.goto(`${SANDBOX}/#/faults`);
    await page.reload();
    await page.getByRole('heading', { name: 'Faults' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Lose the next message’s webhook');
    await page.keyboard.press('Enter');
    await page.locator('#wrong').getByText('get lost').waitFor();
    await page.getByRole('button', { name: 'All well again' }).press('Enter');
    await page.getByText('All is well').waitFor();
    await page.getByRole('link', { name: 'Conversations', exact: true }).press('Enter');
    await page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: /Marta/ }).first().press('Enter');
    await page.getByLabel('Write as').waitFor();
  });

  test('can be used by everybody: axe finds nothing serious and nothing is cut off, at three widths, in light and dark', async () => {
    // Evaluated, not added as a script tag: the page's policy lets no foreign script in.
    const axe = await readFile(AXE, 'utf8');
    await control('POST', '/faults/webhooks', { kind: 'drop', eventType: 'never', times: 1 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const ready = { '': 'Messages', '/new': 'Traveler’s name', phones: 'Texts', webhooks: 'Webhook attempts', make: 'Deliveries' };
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        const phone = encodeURIComponent((await control('GET', `/conversations/${sid}`)).participants.find(each => each.binding).binding.address);
        for (const [view, waits] of [[`conversations/${sid}`, ready['']], ['conversations/new', ready['/new']], [`phones/${phone}`, ready.phones], ['webhooks', ready.webhooks], ['make', ready.make], ['faults', null], ['connections', null], ['chat', null]]) {
          await page.goto(`${SANDBOX}/#/${view}`);
          if (waits) await page.getByLabel(waits, { exact: true }).first().waitFor();
          await page.evaluate(axe);
          const found = await page.evaluate(() => globalThis.axe.run());
          const where = `${view} at ${width} in ${colorScheme}`;
          assert.deepEqual(
            found.violations.filter(each => ['serious', 'critical'].includes(each.impact)).map(each => `${where}: ${each.id}: ${each.nodes[0].html}`),
            [],
          );
          assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${where} is wider than the screen`);
        }
      }
    }
  });

  test('breaks no rule of its policy, which is in force, and nothing fails in it', async () => {
    assert.deepEqual(violations, []);
    await page.evaluate(() => document.body.append(Object.assign(document.createElement('p'), { id: 'style' })));
    await page.evaluate(() => document.getElementById('style').setAttribute('style', 'color: red'));
    await assert.rejects(page.evaluate(() => (document.getElementById('style').innerHTML = '<b>not a text</b>')), /TrustedHTML/);
    await until('a report', () => violations.length > 0);
    assert.deepEqual(browser.errors.filter(error => !/twil|Sync|disconnected/i.test(error.stack ?? '')), []);
  });
});
