// Start an inquiry, as an app of the company does: over the gateway, with the expert's login token.
import { bearer, EXPERTS, gateway } from './api.js';
import { element, field, form, link } from './dom.js';

const freePhone = () => '+1555' + String(Math.floor(Math.random() * 9e6) + 1e6);

export function inquiryForm() {
  const name = element('input', { required: true, maxlength: '100', value: 'Marta', autocomplete: 'off' });
  const channel = element('select', {}, element('option', { value: 'sms' }, 'SMS'), element('option', { value: 'whatsapp' }, 'WhatsApp'));
  const phone = element('input', { required: true, type: 'tel', value: freePhone(), pattern: '\\+[1-9][0-9]{6,14}', title: 'A number with + and country code', autocomplete: 'off' });
  const expert = element('select', {}, EXPERTS.map(each => element('option', { value: each.email }, each.name)));
  const subject = element('input', { required: true, maxlength: '200', value: 'Two days in the Dolomites', autocomplete: 'off' });
  const question = element('textarea', { required: true, maxlength: '1600', rows: '3' }, 'Hello, we would like to walk from hut to hut. Is June too early?');
  return element('div', { id: 'inquiry', class: 'narrow' },
    element('p', { class: 'back' }, link('conversations', '← All conversations')),
    element('h2', {}, 'Start an inquiry'),
    element('p', { class: 'dim' }, 'A traveler asks an expert. The page calls POST /api/inquiries through the gateway, as the expert’s app does.'),
    form({ class: 'fields' }, async () => {
      const who = EXPERTS.find(each => each.email === expert.value);
      const inquiry = await gateway('POST', '/api/inquiries', {
        inquiryId: 'page-' + crypto.randomUUID(),
        subject: subject.value,
        message: question.value,
        traveler: { name: name.value, channel: channel.value, address: phone.value },
        expert: { identity: who.email, name: who.name },
      }, await bearer(who));
      if (!inquiry.conversationSid) throw new Error(`The inquiry is ${inquiry.state}: Twilio does not answer now, and it is retried.`);
      location.hash = '#/conversations/' + inquiry.conversationSid;
    },
      field('Traveler’s name', name), field('Expert', expert), field('Channel', channel), field('Phone number', phone),
      field('Subject', subject, { class: 'whole' }), field('Question', question, { class: 'whole' }),
      element('p', { class: 'actions whole' }, element('button', { class: 'primary' }, 'Start the inquiry'))));
}
