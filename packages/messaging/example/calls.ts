import type { components, Messaging } from '@baboo/messaging';

type Message = components['schemas']['MessageView'];

/** The typed API: members that are always there need no check, and a value that is one of a few is no mere string. */
export async function tidyUp(messaging: Messaging): Promise<string> {
  const inbox = await messaging.conversations({ state: 'active', channel: 'whatsapp', limit: 20 });
  const first = inbox.items[0];
  if (first === undefined) {
    return 'nothing to do';
  }
  const subject: unknown = first.attributes['subject'];
  const closed: boolean = first.state === 'closed';

  const thread = await messaging.api.GET('/api/conversations/{sid}/messages', {
    params: { path: { sid: first.sid }, query: { order: 'desc' } },
  });
  const own: Message | undefined = thread.data?.items.find(message => message.source === 'API');
  if (own !== undefined) {
    await messaging.api.PATCH('/api/conversations/{sid}/messages/{messageSid}', {
      params: { path: { sid: first.sid, messageSid: own.sid }, header: { 'If-Match': `"${own.version}"` } },
      body: { body: `${own.body ?? ''} (edited)`, attributes: { edited: true } },
    });
  }
  await messaging.api.POST('/api/conversations/{sid}/read', { params: { path: { sid: first.sid } }, body: { index: 7 } });
  const unread = await messaging.api.GET('/api/conversations/unread');
  const files: string[] = (own?.media ?? []).map(file => file.filename ?? file.sid);
  return `${String(subject)} ${closed} ${unread.data?.messages ?? 0} ${files.join()}`;
}

export function wrong(messaging: Messaging): void {
  // @ts-expect-error A state that there is not.
  void messaging.api.GET('/api/conversations', { params: { query: { state: 'open' } } });
  // @ts-expect-error An inquiry needs a traveler and an expert.
  void messaging.api.POST('/api/inquiries', { body: { inquiryId: '4711' } });
}
