// Text reaches the page through text nodes only: nothing that a traveler writes can become markup.

export function element(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

export const link = (to, text, properties) => element('a', { href: '#/' + to, ...properties }, text);
export const conversationLink = (sid, text) => (sid ? link('conversations/' + sid, text ?? sid.slice(0, 10) + '…', { title: sid }) : null);

export const time = text => element('time', { datetime: text }, new Date(text).toLocaleTimeString('en-GB'));

/** A word with a color; the word says the same as the color. */
export const badge = (mood, text) => element('span', { class: 'badge ' + mood }, text);

const focusable = 'a[href], button, input, select, textarea, summary';

/**
 * Makes the children of a node those of the items, and builds only what is new or changed: what a person has opened stays
 * open, and the focus stays where it is.
 */
export function sync(parent, items, key, build) {
  const before = new Map([...parent.children].map(node => [node.dataset.key, node]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const id = String(key(item));
    const state = JSON.stringify(item);
    let node = before.get(id);
    before.delete(id);
    if (!node || node.state !== state) {
      const fresh = build(item);
      fresh.dataset.key = id;
      fresh.state = state;
      if (node) {
        if (place === node) place = fresh;
        replace(node, fresh);
      }
      node = fresh;
    }
    if (place === node) place = node.nextElementSibling;
    else parent.insertBefore(node, place);
  }
  before.forEach(node => node.remove());
}

function replace(node, fresh) {
  const all = root => [root, ...root.querySelectorAll(focusable)];
  const focused = all(node).indexOf(document.activeElement);
  node.querySelectorAll('details').forEach((details, index) => {
    const same = fresh.querySelectorAll('details')[index];
    if (same && details.open) same.open = true;
  });
  node.replaceWith(fresh);
  if (focused >= 0) all(fresh)[focused]?.focus();
}

/** Runs an asynchronous function, never twice at the same time; once more if it was called meanwhile. */
export function serial(run) {
  let running = null;
  let again = false;
  return () => {
    again = true;
    running ??= (async () => {
      try {
        while (again) {
          again = false;
          await run();
        }
      } finally {
        running = null;
      }
    })();
    return running;
  };
}

export function notice(text) {
  document.getElementById('notice').textContent = text;
}

/** For calls that nobody waits for. */
export const shown = failure => notice(failure.message);

/** A button whose failure is shown. */
export function button(text, act, properties) {
  return element('button', {
    type: 'button',
    ...properties,
    onclick: async event => {
      const pressed = event.currentTarget;
      pressed.disabled = true;
      notice('');
      try {
        await act();
      } catch (failure) {
        notice(text + ': ' + failure.message);
      } finally {
        pressed.disabled = false;
        if (document.activeElement === document.body && pressed.isConnected) pressed.focus();
      }
    },
  }, text);
}

export const field = (label, input, properties) => element('label', properties, element('span', {}, label), input);

/** A form that is sent once at a time; what failed stays in it. */
export function form(properties, send, ...children) {
  const failure = element('p', { class: 'failure', role: 'alert' });
  const node = element('form', {
    ...properties,
    onsubmit: async event => {
      event.preventDefault();
      const submit = node.querySelector('button:not([type=button])');
      if (submit.disabled) return;
      submit.disabled = true;
      failure.textContent = '';
      try {
        await send();
      } catch (error) {
        failure.textContent = error.message;
      } finally {
        submit.disabled = false;
      }
    },
  }, ...children, failure);
  return node;
}
