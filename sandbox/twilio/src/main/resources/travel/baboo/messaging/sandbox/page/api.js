// Calls: the sandbox's control API, and the product's API through the gateway, with a token of the login, as an app calls it.

export const GATEWAY = `http://${location.hostname}:${document.documentElement.dataset.gatewayPort}`;

export const EXPERTS = [
  { email: 'elena@baboo.example', name: 'Elena' },
  { email: 'luca@baboo.example', name: 'Luca' },
];

async function answer(response) {
  const text = await response.text();
  if (response.ok) return text === '' ? null : text;
  let problem = {};
  try {
    problem = JSON.parse(text);
  } catch {
    // No problem of ours: the status says what there is to say.
  }
  throw new Error([problem.title, problem.detail].filter(Boolean).join(': ') || `${response.status} ${response.statusText}`);
}

const json = text => (text === null ? null : JSON.parse(text));

function options(method, body, headers) {
  return {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** A call of the sandbox. */
export async function control(method, path, body) {
  return json(await answer(await fetch('control/' + path, options(method, body))));
}

export const items = async path => (await control('GET', path)).items;

/** A call of the gateway; text as it comes. */
export async function gatewayText(method, path, body, headers) {
  let response;
  try {
    response = await fetch(GATEWAY + path, options(method, body, headers));
  } catch {
    throw new Error(`The gateway at ${GATEWAY} does not answer this page. Is the stack up (./local status), and with the sandbox as Twilio?`);
  }
  return answer(response);
}

export const gateway = async (...call) => json(await gatewayText(...call));

/** A login token for an expert. */
export async function logIn({ email, name }) {
  const login = await fetch('login/token', options('POST', { email, name, groups: ['expert'] }));
  return json(await answer(login)).access_token;
}

export const bearer = async expert => ({ Authorization: 'Bearer ' + (await logIn(expert)) });
