import createClient from 'openapi-fetch';
import type { components, paths } from './api';

type Message = components['schemas']['MessageView'];

/** Members that are always there need no check; values that are one of a few are no mere strings. */
export async function work(origin: string, token: string): Promise<string> {
  const client = createClient<paths>({ baseUrl: origin, headers: { Authorization: `Bearer ${token}` } });

  const inbox = await client.GET('/api/conversations', { params: { query: { state: 'active', channel: 'whatsapp', limit: 20 } } });
  const first = inbox.data?.items[0];
  if (first === undefined) {
    return 'nothing to do';
  }
  const subject: unknown = first.attributes['subject'];
  const closed: boolean = first.state === 'closed';

  const thread = await client.GET('/api/conversations/{sid}/messages', { params: { path: { sid: first.sid }, query: { order: 'desc' } } });
  const own: Message | undefined = thread.data?.items.find(message => message.source === 'API');
  if (own !== undefined) {
    await client.PATCH('/api/conversations/{sid}/messages/{messageSid}', {
      params: { path: { sid: first.sid, messageSid: own.sid }, header: { 'If-Match': `"${own.version}"` } },
      body: { body: `${own.body ?? ''} (edited)`, attributes: { edited: true } },
    });
  }
  await client.POST('/api/conversations/{sid}/read', { params: { path: { sid: first.sid } }, body: { index: 7 } });
  const unread = await client.GET('/api/conversations/unread');
  const files: string[] = (own?.media ?? []).map(file => file.filename ?? file.sid);
  return `${String(subject)} ${closed} ${unread.data?.messages ?? 0} ${files.join()}`;
}

export function wrong(client: ReturnType<typeof createClient<paths>>): void {
  // @ts-expect-error A state that there is not.
  void client.GET('/api/conversations', { params: { query: { state: 'open' } } });
  // @ts-expect-error An inquiry needs a traveler and an expert.
  void client.POST('/api/inquiries', { body: { inquiryId: '4711' } });
}
