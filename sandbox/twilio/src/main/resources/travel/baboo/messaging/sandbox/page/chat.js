// Chat as a visitor of the widget, and answer as Elena: two clients of Twilio's own SDK in one page. The visitor's token comes from
// token-service as for the widget, Elena's by the login. The same nodes are shown each time, so that nothing is lost on the way to another
// view and back.
import { bearer, EXPERTS, gateway, gatewayText } from './api.js';
import { conversationLink, element, form, link } from './dom.js';

const [ELENA] = EXPERTS;
const socket = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/v3/wsconnect`;
const UNTITLED = 'Chat as a visitor';

let view = null;

/** A client that gets a new token whenever its token ends. */
async function connect(getToken) {
  const client = new Twilio.Conversations.Client(await getToken(), { logLevel: 'silent', Twilsock: { uri: socket } });
  client.on('tokenAboutToExpire', async () => client.updateToken(await getToken()));
  await new Promise((resolve, reject) => {
    client.on('initialized', resolve);
    client.on('connectionError', error => { if (error.terminal) reject(new Error(error.message)); });
  });
  return client;
}

async function joined(client, sid) {
  const arrival = new Promise(resolve => client.on('conversationJoined', found => { if (found.sid === sid) resolve(found); }));
  const known = await client.getConversationBySid(sid).catch(() => null);
  return known && known.status === 'joined' ? known : arrival;
}

/** A new visitor, who asked Elena: an inquiry from the web. */
async function start() {
  const uuid = crypto.randomUUID();
  const visitor = await connect(() => gatewayText('GET', `/chat-widget?identity=${uuid}`));
  const elena = await connect(async () => (await gateway('POST', '/api/twilio/token', {}, await bearer(ELENA))).token);
  const inquiry = await gateway('POST', '/api/inquiries', {
    inquiryId: 'page-' + uuid,
    subject: 'Chat on the sandbox’s page',
    traveler: { name: 'Visitor', channel: 'web', identity: visitor.user.identity },
    expert: { identity: ELENA.email, name: ELENA.name },
  }, await bearer(ELENA));
  const sid = inquiry.conversationSid;
  return [
    element('div', { class: 'head' }, element('h2', {}, UNTITLED),
      element('p', {}, conversationLink(sid, 'Where the messages are'), ' · ', link('faults', 'Break something'))),
    element('div', { class: 'sides' },
      side('Chat as a visitor', visitor, await joined(visitor, sid)),
      side('Answer as Elena', elena, await joined(elena, sid))),
  ];
}

function side(title, client, conversation) {
  const list = element('div', { role: 'log', 'aria-label': title, class: 'log', tabindex: '0' });
  const state = element('small', { role: 'status' }, client.connectionState);
  const typing = element('small', { class: 'dim' });
  const input = element('input', { 'aria-label': 'Message: ' + title, placeholder: 'Write', required: true, maxlength: '1600', autocomplete: 'off' });
  const shown = new Map();
  const show = message => {
    const from = (message.attributes || {}).from;
    const node = element('div', { class: message.author === client.user.identity ? 'bubble mine' : 'bubble' },
      element('p', { class: 'who' }, from ? element('strong', {}, from) : element('span', { class: 'dim' }, 'no label yet')),
      element('p', { class: 'words' }, message.body || ''));
    if (shown.has(message.sid)) shown.get(message.sid).replaceWith(node);
    else list.append(node);
    shown.set(message.sid, node);
    list.scrollTop = list.scrollHeight;
  };
  client.on('connectionStateChanged', now => { state.textContent = now; });
  conversation.on('messageAdded', show);
  conversation.on('messageUpdated', ({ message }) => show(message));
  conversation.on('typingStarted', () => { typing.textContent = 'The other one is typing …'; });
  conversation.on('typingEnded', () => { typing.textContent = ''; });
  conversation.getMessages().then(page => page.items.forEach(show), error => { typing.textContent = error.message; });
  const write = form({ class: 'composer' }, async () => {
    try {
      await conversation.sendMessage(input.value);
    } catch (error) {
      throw new Error('Not sent: ' + error.message);
    }
    input.value = '';
  }, input, element('button', { class: 'primary' }, 'Send'));
  // A typing indicator that cannot be sent is missed by nobody.
  input.addEventListener('input', () => conversation.typing().catch(() => undefined));
  return element('section', {}, element('h3', {}, title, ' ', state), list, typing, write);
}

function missing() {
  return [
    element('h2', {}, 'Chat with Twilio’s own SDK'),
    element('p', {}, 'The SDK is not here. With Node and npm, get it in the project’s folder, then start the stack again:'),
    element('pre', {}, 'npm --prefix packages/messaging ci --ignore-scripts'),
  ];
}

function invitation(failure) {
  const begin = element('button', { type: 'button', class: 'primary' }, failure ? 'Try again' : 'Start a chat');
  begin.addEventListener('click', () => {
    const mine = view;
    mine.replaceChildren(element('h2', {}, UNTITLED),
      element('p', { class: 'dim', role: 'status' }, `Connecting two clients of SDK ${Twilio.Conversations.Client.version} …`));
    start().then(nodes => mine.replaceChildren(...nodes), error => mine.replaceChildren(...invitation(error)));
  });
  return [
    element('h2', {}, UNTITLED),
    element('p', {}, 'A visitor of the web site’s chat widget and the expert Elena, side by side, each with a client of Twilio’s own SDK.'),
    failure && element('p', { class: 'failure', role: 'alert' }, 'No chat: ' + failure.message),
    element('p', { class: 'actions' }, begin),
  ].filter(Boolean);
}

export const chat = {
  open(main) {
    if (main.childElementCount) return;
    view ??= element('div', {}, ...(typeof Twilio === 'undefined' ? missing() : invitation()));
    main.replaceChildren(view);
  },
};
