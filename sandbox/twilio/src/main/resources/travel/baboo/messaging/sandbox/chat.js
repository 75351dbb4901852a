'use strict';
// "Chat as a visitor" and "Answer as Elena": two clients of Twilio's own SDK in one page. The visitor's token comes from token-service as
// for the widget, Elena's by the login. Uses `element` of the page.
const chat = (() => {
  const EXPERT = { email: 'elena@baboo.example', name: 'Elena', groups: ['expert'] };
  const gateway = `${location.protocol}//${location.hostname}:${document.currentScript.dataset.gateway}`;
  const socket = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/v3/wsconnect`;
  let view;

  async function text(method, url, token, body) {
    const response = await fetch(url, {
      method,
      headers: {
        ...(token ? { Authorization: 'Bearer ' + token } : {}),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${answer}`);
    return answer;
  }
  const json = async (...call) => JSON.parse(await text(...call));

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
    const visitor = await connect(() => text('GET', `${gateway}/chat-widget?identity=${uuid}`));
    const logIn = async () => (await json('POST', '/login/token', '', EXPERT)).access_token;
    const elena = await connect(async () => (await json('POST', gateway + '/api/twilio/token', await logIn(), {})).token);
    const inquiry = await json('POST', gateway + '/api/inquiries', await logIn(), {
      inquiryId: 'page-' + uuid,
      subject: 'Chat on the sandbox’s page',
      traveler: { name: 'Visitor', channel: 'web', identity: visitor.user.identity },
      expert: { identity: EXPERT.email, name: EXPERT.name },
    });
    return [
      side('Chat as a visitor', visitor, await joined(visitor, inquiry.conversationSid)),
      side('Answer as Elena', elena, await joined(elena, inquiry.conversationSid)),
    ];
  }

  function side(title, client, conversation) {
    const list = element('div', { role: 'log', 'aria-label': title, class: 'log' });
    const state = element('small', { role: 'status' }, client.connectionState);
    const typing = element('small', { class: 'dim' });
    const failure = element('p', { class: 'bad', role: 'alert' });
    const input = element('input', { 'aria-label': 'Message: ' + title, placeholder: 'Write', required: '', maxlength: '1600' });
    const shown = new Map();
    const show = message => {
      const from = (message.attributes || {}).from;
      const node = element('div', { class: message.author === client.user.identity ? 'bubble mine' : 'bubble' }, element('b', {}, from || '…'), message.body || '');
      if (shown.has(message.sid)) shown.get(message.sid).replaceWith(node);
      else list.append(node);
      shown.set(message.sid, node);
      node.scrollIntoView({ block: 'nearest' });
    };
    client.on('connectionStateChanged', now => { state.textContent = now; });
    conversation.on('messageAdded', show);
    conversation.on('messageUpdated', ({ message }) => show(message));
    conversation.on('typingStarted', () => { typing.textContent = 'The other one is typing …'; });
    conversation.on('typingEnded', () => { typing.textContent = ''; });
    conversation.getMessages().then(page => page.items.forEach(show), error => { failure.textContent = error.message; });
    const form = element('form', {
      onsubmit: async event => {
        event.preventDefault();
        failure.textContent = '';
        try {
          await conversation.sendMessage(input.value);
          input.value = '';
        } catch (error) {
          failure.textContent = 'Not sent: ' + error.message;
        }
      },
    }, input, element('button', { class: 'primary' }, 'Send'));
    // A typing indicator that cannot be sent is missed by nobody.
    input.addEventListener('input', () => conversation.typing().catch(() => undefined));
    return element('div', {}, element('h2', {}, title), state, list, typing, form, failure);
  }

  function missing() {
    return [
      element('h2', {}, 'Chat with Twilio’s own SDK'),
      element('p', {}, 'The SDK is not here. With Node and npm, get it in the project’s folder, then start the stack again:'),
      element('pre', {}, 'npm --prefix packages/messaging ci --ignore-scripts'),
    ];
  }

  /** What the tab shows: the same nodes each time, so that nothing is lost on the way to another tab and back. */
  async function show() {
    if (typeof Twilio === 'undefined') return missing();
    if (!view) {
      const target = element('div', { class: 'sides' }, element('p', { class: 'dim' }, 'Connecting two clients of SDK ' + Twilio.Conversations.Client.version + ' …'));
      view = target;
      start().then(
        sides => target.replaceChildren(...sides),
        error => target.replaceChildren(
          element('p', { class: 'bad', role: 'alert' }, 'No chat: ' + error.message),
          element('p', {}, element('button', { onclick: () => { view = undefined; delete shown.detail; refresh(); } }, 'Try again'))),
      );
    }
    return [view];
  }
  return { show };
})();
