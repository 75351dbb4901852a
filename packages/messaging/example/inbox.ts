import { label, Messaging, type MessagingOptions, ProblemError } from '@baboo/messaging';

export async function openInbox(options: MessagingOptions, show: (line: string) => void): Promise<Messaging> {
  const messaging = new Messaging(options);
  messaging.onState(state => show(`connection: ${state}`));
  await messaging.connect();

  const inbox = await messaging.conversations({ state: 'active', limit: 20 });
  const first = inbox.items[0]?.sid;
  if (first === undefined) {
    return messaging;
  }
  const thread = await messaging.follow(first, {
    added: message => show(`${label(message)}: ${message.body}`),
    // The label may be written, or corrected, a moment after the message came.
    updated: message => show(`${label(message)}: ${message.body}`),
  });
  thread.latest.items.forEach(message => show(`${label(message)}: ${message.body}`));

  // Made once with the draft, kept until the answer is there.
  const key = crypto.randomUUID();
  try {
    await messaging.send(first, 'Shall I book the hut?', key);
  } catch (error) {
    if (error instanceof ProblemError && !error.isPassing) {
      show(error.message); // closed, opted out, too long: sending again does not help
    } else {
      throw error; // a lost connection, 429, 503: send again, with the same key
    }
  }
  return messaging;
}
