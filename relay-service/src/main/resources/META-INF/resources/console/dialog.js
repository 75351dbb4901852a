// Every change asks once: the dialog names exactly what will happen, and stays open with the reason if it fails.
import { element, notice } from './dom.js';

/**
 * @param title what will happen, as a question
 * @param about paragraphs that say what follows from it
 * @param fields inputs that the change needs
 * @param confirm the words of the button that does it
 * @param danger whether it cannot be taken back
 * @param act does it; its result is what the dialog returns
 * @param done what to say afterwards
 * @returns what `act` returned, or null if the person canceled
 */
export function ask({ title, about = [], fields = [], confirm, danger = false, act, done }) {
  return new Promise(resolve => {
    const failure = element('p', { class: 'failure', role: 'alert' });
    const yes = element('button', { class: danger ? 'danger' : 'primary' }, confirm);
    let result = null;
    const form = element('form', {
      onsubmit: async event => {
        event.preventDefault();
        if (yes.disabled) return;
        yes.disabled = true;
        failure.textContent = '';
        try {
          result = (await act()) ?? true;
          dialog.close();
          notice(typeof done === 'function' ? done(result) : done ?? '');
        } catch (error) {
          failure.textContent = error.message || 'You are signed out. Sign in again.';
        } finally {
          yes.disabled = false;
        }
      },
    },
      element('h2', { id: 'dialog-title' }, title),
      about.map(text => element('p', {}, text)),
      fields, failure,
      element('div', { class: 'actions' },
        element('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'), yes),
      element('p', { class: 'fine' }, 'The audit records that you did it.'));
    const before = document.activeElement;
    const dialog = element('dialog', {
      'aria-labelledby': 'dialog-title',
      onclose: () => {
        dialog.remove();
        if (before?.isConnected) before.focus();
        resolve(result);
      },
    }, form);
    document.body.append(dialog);
    notice('');
    dialog.showModal();
    (form.querySelector('input, select, textarea') ?? (danger ? form.querySelector('button') : yes)).focus();
  });
}
