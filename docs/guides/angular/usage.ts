import { Messaging, ProblemError } from './messaging';

export async function openInbox(appToken: () => Promise<string>): Promise<void> {
  const messaging = new Messaging('https://api.example.com', appToken);
  await messaging.connect();

  const inbox = await messaging.conversations({ state: 'active', limit: 20 });
  const first = inbox.items[0];
  if (first === undefined) {
    return;
  }
  await messaging.follow(first.sid, message => console.log(`${Messaging.label(message)}: ${message.body}`));

  // Made once with the draft, kept until the answer is there.
  const key = crypto.randomUUID();
  try {
    await messaging.send(first.sid, 'Shall I book the hut?', key);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 409) {
      console.log(error.problem.detail); // closed for good
    } else {
      throw error; // a lost connection, 503: send again, with the same key
    }
  }
}
