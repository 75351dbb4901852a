// Text reaches the page through text nodes only: nothing that a person or a receiver writes can become markup.

const kept = child => child !== null && child !== undefined && child !== false;

export function element(tag, properties, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter(kept));
  return node;
}

export const link = (to, text, properties) => element('a', { href: '#/' + to, ...properties }, text);

/** A page elsewhere, which learns nothing of this one. */
export const external = (address, text) => element('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, text);

/** A word with a color; the word says the same as the color. */
export const badge = (mood, text) => element('span', { class: 'badge ' + mood }, text);

export const dim = (...children) => element('span', { class: 'dim' }, ...children);
/** In the place of a value that is not there. */
export const none = () => element('span', { class: 'dim none' }, '–');
export const code = (text, properties) => element('code', properties, text);

/** An id, shortened where there is no room; its title has all of it. */
export const short = id => element('code', { title: id }, id.length > 16 ? id.slice(0, 8) + '…' + id.slice(-4) : id);

export const head = (title, ...actions) => element('div', { class: 'head' },
  element('h1', { tabindex: '-1' }, title), actions.length > 0 && element('div', { class: 'actions' }, ...actions));

export const section = (title, ...children) => element('section', { 'aria-label': title, class: 'card' }, element('h2', {}, title), ...children);

export const empty = (...children) => element('p', { class: 'empty' }, ...children);

/** Names and values; those without a value are left out. */
export const facts = entries => element('dl', { class: 'facts' },
  entries.filter(([, value]) => kept(value)).map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));

/**
 * A table that becomes a list of cards on a narrow screen: each cell carries its column's name.
 *
 * @param columns names; an empty name is a column of buttons
 */
export function table(label, columns) {
  const body = element('tbody', {});
  const node = element('div', { class: 'scroll' }, element('table', { 'aria-label': label },
    element('thead', {}, element('tr', {}, columns.map(name =>
      element('th', { scope: 'col' }, name || element('span', { class: 'hidden' }, 'Actions'))))), body));
  const row = (cells, properties) => element('tr', properties, cells.map((cell, index) =>
    (columns[index] ? element('td', { 'data-name': columns[index] }, element('div', {}, cell)) : element('td', { class: 'actions' }, cell))));
  return { node, body, row };
}

const focusable = 'a[href], button, input, select, textarea, summary';

/** Makes the children of a node those of the items, and builds only what is new or changed: focus and what is open stay. */
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

/** Puts a node in the place of another; focus and what is open stay. */
export function replace(node, fresh) {
  const all = root => [root, ...root.querySelectorAll(focusable)];
  const focused = all(node).indexOf(document.activeElement);
  node.querySelectorAll('details').forEach((details, index) => {
    const same = fresh.querySelectorAll('details')[index];
    if (same && details.open) same.open = true;
  });
  node.replaceWith(fresh);
  if (focused >= 0) all(fresh)[focused]?.focus();
}

/** Fills a node with other children, with focus and what is open as before. */
export function fill(node, ...children) {
  const fresh = element('div', {}, ...children);
  const focusables = [...node.querySelectorAll(focusable)];
  const focused = focusables.indexOf(document.activeElement);
  const opened = [...node.querySelectorAll('details')].map(each => each.open);
  node.replaceChildren(...fresh.childNodes);
  node.querySelectorAll('details').forEach((each, index) => { each.open ||= Boolean(opened[index]); });
  if (focused >= 0) node.querySelectorAll(focusable)[focused]?.focus();
}

/** Says in words that something was done; the text goes away when the next thing is done. */
export function notice(text) {
  document.getElementById('notice').textContent = text;
}

/** A button whose failure is shown, and which works once at a time. */
export function button(text, act, properties) {
  return element('button', {
    type: 'button',
    ...properties,
    onclick: async event => {
      const pressed = event.currentTarget;
      pressed.disabled = true;
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
export const select = (options, value, properties) => element('select', properties,
  options.map(([id, text]) => element('option', { value: id, selected: id === value }, text)));
