// A visitor's chat: the calls that Twilio's web chat plugin makes, in its order, by an unmodified SDK 2 in a real Chromium. The plugin is not
// in the npm registry. Source of the calls: github.com/networkinterfacecontroller/conversations-web-chat-plugin (MIT), its
// useConversations and its token request. Like the plugin it gives the SDK no options: the sandbox's shim leads the socket here.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { APP, Browser, call, control, GATEWAY, login, until } from './world.mjs';

/** What the plugin does when it is opened, first and later. */
async function openWidget({ tokens }) {
  const uuid = localStorage.getItem('webchat-uuid') ?? crypto.randomUUID();
  localStorage.setItem('webchat-uuid', uuid);
  const token = await (await fetch(`${tokens}?identity=${uuid}`)).text();
  const client = new Twilio.Conversations.Client(token);
  await new Promise(resolve => client.on('stateChanged', state => state === 'initialized' && resolve()));
  const sid = localStorage.getItem('webchat-sid');
  let conversation;
  if (sid === null) {
    conversation = await client.createConversation();
    await conversation.join();
    localStorage.setItem('webchat-sid', conversation.sid);
  } else {
    conversation = await client.getConversationBySid(sid);
  }
  const shown = (globalThis.shown = []);
  const put = message => shown.push({ sid: message.sid, body: message.body, from: () => message.attributes.from });
  conversation.on('messageAdded', put);
  for (let page = await conversation.getMessages(undefined, undefined, 'forward'); ; page = await page.nextPage()) {
    page.items.forEach(put);
    if (!page.hasNextPage) {
      break;
    }
  }
  globalThis.send = text => conversation.sendMessage(text);
  return conversation.sid;
}

describe('the chat widget', () => {
  let browser, page, sid;

  before(async () => {
    browser = await Browser.start();
  });

  after(() => browser.stop());

  const open = async () => {
    await page.goto(`${APP}/widget.html`);
    return page.evaluate(openWidget, { tokens: `${GATEWAY}/chat-widget` });
  };
  const shown = () => page.evaluate(() => globalThis.shown.map(each => ({ body: each.body, from: each.from() })));
  const comes = (body, from) => until(body, async () => (await shown()).some(each => each.body === body && each.from === from));

  test('opens a conversation, a bot answers, an expert takes over, and a reload finds all of it', async () => {
    const bot = await login('bot@baboo.example', 'Helper', 'bot');
    const admin = await login('team@baboo.example', 'Nora', 'admin');
    const elena = await login('elena@baboo.example', 'Elena', 'expert');
    page = await browser.open();
    sid = await open();
    await page.evaluate(() => globalThis.send('Hello, is anybody there?'));
    // A browser made it: until its webhook is mirrored, nobody else has it.
    await until('mirrored', async () => (await call('GET', `${GATEWAY}/api/conversations`, undefined, admin)).items.some(each => each.sid === sid));
    const path = `${GATEWAY}/api/conversations/${sid}`;
    await until('in the mirror', async () =>
      (await call('GET', `${path}/messages`, undefined, admin)).items.some(each => each.body === 'Hello, is anybody there?'),
    );

    await call('POST', `${path}/messages`, { body: 'I am a bot. Elena will be with you.' }, bot);
    await comes('I am a bot. Elena will be with you.', 'Bot');
    await call('POST', `${path}/participants`, { identity: 'elena@baboo.example', name: 'Elena', role: 'expert' }, admin);
    await call('POST', `${path}/messages`, { body: 'Elena here. Where do you want to go?' }, elena);
    await comes('Elena here. Where do you want to go?', 'Elena - Local Expert');

    assert.equal(await open(), sid);
    assert.deepEqual(
      (await shown()).map(each => each.body),
      ['Hello, is anybody there?', 'I am a bot. Elena will be with you.', 'Elena here. Where do you want to go?'],
    );
    assert.deepEqual((await control('GET', '/realtime')).unknown, []);
  });
});
