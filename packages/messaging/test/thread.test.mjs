// What an app does with a conversation, on the unmodified SDK.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { label, ProblemError } from '../dist/index.js';
import { control, followed, People, person, SANDBOX, until } from './world.mjs';

const people = new People();
const connected = identity => people.connected(identity);
const conversationOf = (creator, ...others) => people.conversation(creator, ...others);

before(() => people.start());

after(async () => {
  await people.stop();
  assert.deepEqual((await control('GET', '/realtime')).unknown, [], 'the SDK asked for something the sandbox does not know');
});

const act = (identity, kind) => control('POST', '/realtime/actions', { kind, identity });
const last = async conversation => (await conversation.getMessages(1)).items[0];

const twilio = (method, path, form) =>
  fetch(SANDBOX + '/v1' + path, {
    method,
    headers: {
      Authorization: 'Basic ' + Buffer.from('SK00000000000000000000000000005a4d:sandbox-api-secret-not-a-secret-000000').toString('base64'),
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Twilio-Webhook-Enabled': 'true',
    },
    body: new URLSearchParams(form),
  }).then(response => response.json());

test('a message is followed, labeled, corrected and removed, until the following ends', async () => {
  const elena = await connected(person('elena'));
  const marta = await connected(person('marta'));
  const conversation = await conversationOf(elena, marta);
  const seen = [];
  const following = await marta.messaging.follow(conversation.sid, {
    added: message => seen.push('added ' + message.body + '|' + label(message)),
    updated: message => seen.push('updated ' + message.body + '|' + label(message)),
    removed: message => seen.push('removed ' + message.body),
  });

  await conversation.sendMessage('Hello', { from: 'Elena - Local Expert' });
  await until('the message', () => seen.length === 1);
  const message = await last(conversation);
  await message.updateBody('Hello Marta');
  await until('the correction', () => seen.length >= 2);
  await message.remove();
  await until('the removal', () => seen.at(-1).startsWith('removed'));

  assert.equal(seen[0], 'added Hello|Elena - Local Expert');
  assert.equal(seen[1], 'updated Hello Marta|Elena - Local Expert');
  following.end();
  await conversation.sendMessage('No longer followed');
  await until('its arrival', async () => (await last(following.conversation)).body === 'No longer followed');
  assert.equal(seen.length, 3);
});

test('what REST and a phone do shows at once', async () => {
  const elena = await connected(person('elena'));
  const phone = '+1415' + String(Math.floor(Math.random() * 9_000_000) + 1_000_000);
  const conversation = await conversationOf(elena);
  await twilio('POST', `/Conversations/${conversation.sid}/Participants`, {
    'MessagingBinding.Address': phone,
    'MessagingBinding.ProxyAddress': '+15005550006',
  });
  const seen = [];
  conversation.on('messageAdded', message => seen.push(message));
  await until('the phone', async () => (await conversation.getParticipants()).length === 2);

  await control('POST', `/phones/${phone}/messages`, { body: 'Is the hut open?' });
  await until('the text', () => seen.length === 1);
  await twilio('POST', `/Conversations/${conversation.sid}/Messages/${seen[0].sid}`, { Attributes: '{"from":"Marta - Traveler"}' });
  await until('the label', () => label(seen[0]) === 'Marta - Traveler');
  await conversation.sendMessage('It is');
  await until('the receipt', async () => (await last(conversation)).aggregatedDeliveryReceipt?.delivered === 'all');

  assert.equal(seen[0].body, 'Is the hut open?');
  assert.equal(seen[0].author, phone);
  const receipts = await (await last(conversation)).getDetailedDeliveryReceipts();
  assert.equal(receipts[0].status, 'delivered');
});

test('read horizon and unread count follow in every tab', async () => {
  const elena = await connected(person('elena'));
  const marta = await connected(person('marta'));
  const tab = await connected(marta.identity);
  const conversation = await conversationOf(elena, marta);
  await conversation.sendMessage('one');
  await conversation.sendMessage('two');
  const here = await marta.client.getConversationBySid(conversation.sid);
  const there = await tab.client.getConversationBySid(conversation.sid);
  assert.equal(await here.getUnreadMessagesCount(), null);

  await here.updateLastReadMessageIndex(0);
  assert.equal(await here.getUnreadMessagesCount(), 1);
  await here.setAllMessagesRead();

  await until('the other tab', () => there.lastReadMessageIndex === 1);
  assert.equal(await there.getUnreadMessagesCount(), 0);
  await until('the expert', async () =>
    (await conversation.getParticipants()).some(member => member.identity === marta.identity && member.lastReadMessageIndex === 1));
});

test('typing shows and ends', async () => {
  const elena = await connected(person('elena'));
  const marta = await connected(person('marta'));
  const conversation = await conversationOf(elena, marta);
  const there = await marta.client.getConversationBySid(conversation.sid);
  const seen = [];
  await until('both members', async () => (await there.getParticipants()).length === 2);
  there.on('typingStarted', member => seen.push('started ' + member.identity));
  there.on('typingEnded', member => seen.push('ended ' + member.identity));

  await conversation.typing();
  await until('typing', () => seen.length === 1);
  await conversation.sendMessage('Here');
  await until('its end', () => seen.length === 2);

  assert.deepEqual(seen, ['started ' + elena.identity, 'ended ' + elena.identity]);
});

test('media go both ways, several at once', async () => {
  const elena = await connected(person('elena'));
  const marta = await connected(person('marta'));
  const conversation = await conversationOf(elena, marta);
  const there = await marta.client.getConversationBySid(conversation.sid);

  await conversation
    .prepareMessage()
    .setBody('Two files')
    .addMedia({ contentType: 'text/plain', filename: 'über.txt', media: Buffer.from('one') })
    .addMedia({ contentType: 'application/pdf', filename: 'b.pdf', media: Buffer.from([0, 255, 13, 10, 65]) })
    .build()
    .send();

  const message = await until('the message', () => last(there));
  assert.equal(message.type, 'media');
  assert.deepEqual(message.attachedMedia.map(media => [media.filename, media.size]), [['über.txt', 3], ['b.pdf', 5]]);
  const bytes = await fetch(await message.attachedMedia[1].getContentTemporaryUrl());
  assert.deepEqual([...new Uint8Array(await bytes.arrayBuffer())], [0, 255, 13, 10, 65]);
});

test('a thread is followed although the membership is still on its way', async () => {
  const elena = await connected(person('elena'));
  const marta = await connected(person('marta'));
  const conversation = await conversationOf(elena);
  const following = marta.messaging.follow(conversation.sid, { added: message => seen.push(message.body) });
  const seen = [];

  await conversation.add(marta.identity);
  assert.deepEqual((await following).latest.items, []);
  await conversation.sendMessage('Welcome');

  await until('the message', () => seen.length === 1);
});

test('who is removed loses access; who is a stranger has none', async () => {
  const elena = await connected(person('elena'));
  const marta = await connected(person('marta'));
  const stranger = await connected(person('stranger'));
  const conversation = await conversationOf(elena, marta);
  await conversation.sendMessage('secret');
  const there = await marta.client.getConversationBySid(conversation.sid);
  const seen = [];
  there.on('messageAdded', message => seen.push(message.body));
  const left = new Promise(resolve => marta.client.on('conversationLeft', resolve));

  await conversation.removeParticipant(marta.identity);
  assert.equal((await left).sid, conversation.sid);
  await conversation.sendMessage('more secrets');

  await assert.rejects(there.sendMessage('Let me in'));
  await assert.rejects(marta.client.getConversationBySid(conversation.sid).then(found => found.getMessages()));
  await assert.rejects(stranger.client.getConversationBySid(conversation.sid).then(found => found.getMessages()));
  assert.equal(seen.includes('more secrets'), false);
});

test('roles forbid', async () => {
  const elena = await connected(person('elena'));
  const marta = await connected(person('marta'));
  const conversation = await conversationOf(elena, marta);
  await conversation.sendMessage('mine');
  const there = await until('the conversation', () => marta.client.getConversationBySid(conversation.sid));
  const message = await until('the message', () => last(there));

  await assert.rejects(message.updateBody('hers'), error => error.status === 403);
  await assert.rejects(message.remove(), error => error.status === 403);
  await assert.rejects(there.updateFriendlyName('Hers'), error => error.status === 403);
  await assert.rejects(there.delete(), error => error.status === 403);
  await assert.rejects(there.removeParticipant(elena.identity), error => error.status === 403);
  await there.leave();
});

test('after a lost connection nothing is missing and nothing doubled', async () => {
  const elena = await connected(person('elena'));
  const marta = await connected(person('marta'));
  const conversation = await conversationOf(elena, marta);
  const seen = await followed(conversation, marta);

  await control('POST', '/faults/realtime', { kind: 'disconnect', method: 'INIT', times: 2 });
  await act(marta.identity, 'cut');
  for (let i = 1; i <= 20; i++) {
    await conversation.sendMessage('m' + i);
  }
  await until('all of them', () => seen.length >= 21, 40);

  assert.deepEqual(seen, Array.from({ length: 21 }, (_, i) => i));
});

test('an interrupted replay is repeated: nothing is missing and nothing doubled', async () => {
  const elena = await connected(person('elena'));
  const marta = await connected(person('marta'));
  const conversation = await conversationOf(elena, marta);
  const seen = await followed(conversation, marta);

  await control('POST', '/faults/realtime', { kind: 'disconnect', method: 'INIT' });
  await control('POST', '/faults/realtime', { kind: 'status', method: 'REPLAY', times: 5 });
  await act(marta.identity, 'cut');
  await conversation.sendMessage('m1');
  await conversation.sendMessage('m2');
  await until('all of them', () => seen.length >= 3, 40);

  assert.deepEqual(seen, [0, 1, 2]);
  assert.deepEqual((await control('GET', '/faults/realtime')).items, []);
});

test('a content template is listed and sent', async () => {
  const contentSid = 'HX' + randomUUID().replaceAll('-', '');
  await control('PUT', '/contents/' + contentSid, { body: 'Hello {{1}}, the hut is {{2}}.' });
  const elena = await connected(person('elena'));
  const conversation = await conversationOf(elena);
  const phone = '+1555' + String(Date.now() % 10_000_000).padStart(7, '0');
  await conversation.addNonChatParticipant('+15005550006', phone);

  const template = (await elena.client.getContentTemplates()).find(({ sid }) => sid === contentSid);
  assert.deepEqual(template.variables.map(({ name }) => name), ['1', '2']);
  assert.equal(template.variants.get('twilio/text').body, 'Hello {{1}}, the hut is {{2}}.');
  const values = [template.variables[0].copyWithValue('Marta'), template.variables[1].copyWithValue('open')];
  await conversation.prepareMessage().setContentTemplate(contentSid, values).build().send();

  const message = await until('the message', () => last(conversation));
  assert.equal(message.contentSid, contentSid);
  const texts = await until('the text', async () => {
    const { items } = await control('GET', `/phones/${encodeURIComponent(phone)}/messages`);
    return items.length > 0 && items;
  });
  assert.equal(texts[0].body, 'Hello Marta, the hut is open.');
});

test('two hundred conversations are listed, and a long one paged', async () => {
  const identity = person('elena');
  await Promise.all(
    Array.from({ length: 200 }, async (_, i) => {
      const made = await twilio('POST', '/Conversations', { FriendlyName: 'No. ' + i });
      await twilio('POST', `/Conversations/${made.sid}/Participants`, { Identity: identity });
    }),
  );
  const elena = await connected(identity);
  const names = new Set();
  let page = await elena.client.getSubscribedConversations();
  for (;;) {
    page.items.forEach(conversation => names.add(conversation.friendlyName));
    if (!page.hasNextPage) {
      break;
    }
    page = await page.nextPage();
  }
  assert.equal(names.size, 200);

  const conversation = (await elena.client.getSubscribedConversations()).items[0];
  for (let i = 0; i < 75; i++) {
    await conversation.sendMessage('m' + i);
  }
  await until('the last', () => conversation.lastMessage?.index === 74);
  const indexes = [];
  let messages = await conversation.getMessages(30);
  for (;;) {
    indexes.unshift(...messages.items.map(message => message.index));
    if (!messages.hasPrevPage) {
      break;
    }
    messages = await messages.prevPage();
  }
  assert.deepEqual(indexes, Array.from({ length: 75 }, (_, i) => i));
  const around = await conversation.getMessages(10, 20, 'forward');
  assert.deepEqual(around.items.map(message => message.index), [20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
});

test('a problem of the API is thrown as what it is', async () => {
  const elena = await connected(person('elena'));
  people.tokens.answers = [response => response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html>')];

  await assert.rejects(elena.messaging.conversations(), error => error instanceof ProblemError && error.problem.status === 502);
});
