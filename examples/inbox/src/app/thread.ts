import { computed, signal } from '@angular/core';
import { type Following, label, ProblemError } from '@baboo/messaging';
import type { Media, Message, Paginator, Participant } from '@twilio/conversations';
import { type Inbox, reason } from './inbox';
import { dayOf } from './view';

export interface Attachment {
  sid: string;
  name: string;
  isImage: boolean;
  url: string;
}

/** One message as it is shown: one of Twilio's, or one of ours that is still on its way. */
export interface Line {
  key: string;
  index: number;
  from: string;
  body: string;
  mine: boolean;
  at: Date;
  media: Attachment[];
  delivery: string;
  outbound?: 'sending' | 'waiting' | 'failed' | 'sent';
  error?: string;
}

export interface Row extends Line {
  day?: string;
  isFirstNew: boolean;
  isFirstOfSender: boolean;
  status: string;
}

const MAX_WAIT_MS = 15_000;

/**
 * What is on its way to one conversation. It outlives the open thread: what was written without a connection is sent although another
 * conversation is open by then.
 */
class Outbox {
  readonly lines = signal<readonly Line[]>([]);
  readonly files = new Map<string, File>();
}

const outboxes = new Map<string, Outbox>();

function outboxOf(sid: string): Outbox {
  const outbox = outboxes.get(sid) ?? new Outbox();
  outboxes.set(sid, outbox);
  return outbox;
}

/** The open conversation: its messages, who types, how far others have read, and what we are sending. Ends with `end`. */
export class Thread {
  readonly failure = signal('');
  readonly ready = signal(false);
  readonly hasEarlier = signal(false);
  /** Identities of those who type. */
  readonly typing = signal<readonly string[]>([]);
  readonly rows = computed(() => this.arrange());
  private readonly lines = signal<ReadonlyMap<string, Line>>(new Map());
  private readonly readByOthers = signal(-1);
  private readonly readBefore = signal<number | null>(null);
  private readonly outbox: Outbox['lines'];
  private readonly files: Outbox['files'];
  private following: Following | undefined;
  private page: Paginator<Message> | undefined;
  private stop: (() => void)[] = [];
  private ended = false;

  constructor(
    private readonly inbox: Inbox,
    readonly sid: string,
    private readonly me: string,
  ) {
    this.outbox = outboxOf(sid).lines;
    this.files = outboxOf(sid).files;
    void this.begin();
  }

  end(): void {
    this.ended = true;
    this.following?.end();
    this.stop.forEach(stop => stop());
  }

  async earlier(): Promise<void> {
    try {
      this.page = await this.page?.prevPage();
      this.page?.items.forEach(message => this.put(message));
      this.hasEarlier.set(this.page?.hasPrevPage ?? false);
    } catch (error) {
      this.failure.set(reason(error));
    }
  }

  /** Tells others that we are typing; the SDK limits how often. */
  async type(): Promise<void> {
    await this.following?.conversation.typing();
  }

  /** Everything that is shown has been read. Without a connection the next message says it. */
  async markRead(): Promise<void> {
    const conversation = this.following?.conversation;
    const last = Math.max(-1, ...[...this.lines().values()].map(line => line.index));
    if (conversation !== undefined && !document.hidden && last > (conversation.lastReadMessageIndex ?? -1)) {
      try {
        await conversation.advanceLastReadMessageIndex(last);
        this.inbox.read(conversation);
      } catch (error) {
        this.failure.set(this.inbox.connection() === 'connected' ? reason(error) : '');
      }
    }
  }

  send(body: string, file?: File): void {
    const key = crypto.randomUUID();
    const media = file ? [{ sid: key, name: file.name, isImage: false, url: '' }] : [];
    if (file) {
      this.files.set(key, file);
    }
    const line: Line = { key, index: Infinity, from: 'You', body, mine: true, at: new Date(), media, delivery: '', outbound: 'sending' };
    this.outbox.update(lines => [...lines, line]);
    void this.deliver(key);
  }

  /** Sends again what was given up on. A text has its old key, so that it cannot arrive twice. */
  retry(key: string): void {
    void this.deliver(key);
  }

  discard(key: string): void {
    this.files.delete(key);
    this.outbox.update(lines => lines.filter(line => line.key !== key));
  }

  private async begin(): Promise<void> {
    try {
      const following = await this.inbox.messaging.follow(this.sid, {
        added: message => this.arrived(message),
        updated: message => this.put(message),
        removed: message => this.lines.update(lines => new Map([...lines].filter(([sid]) => sid !== message.sid))),
      });
      if (this.ended) {
        following.end();
        return;
      }
      this.following = following;
      this.readBefore.set(following.conversation.lastReadMessageIndex);
      this.page = following.latest;
      this.page.items.forEach(message => this.put(message));
      this.hasEarlier.set(this.page.hasPrevPage);
      this.ready.set(true);
      this.listen();
      this.horizon(await following.conversation.getParticipants());
      await this.markRead();
    } catch (error) {
      if (!this.ended) {
        this.failure.set(reason(error));
      }
    }
  }

  private listen(): void {
    const conversation = this.following!.conversation;
    const started = (who: Participant): void => this.typing.update(all => [...new Set([...all, who.identity ?? ''])]);
    const ended = (who: Participant): void => this.typing.update(all => all.filter(each => each !== (who.identity ?? '')));
    const moved = (): void => void conversation.getParticipants().then(all => this.horizon(all), () => undefined);
    const seen = (): void => void this.markRead();
    conversation.on('typingStarted', started);
    conversation.on('typingEnded', ended);
    conversation.on('participantUpdated', moved);
    document.addEventListener('visibilitychange', seen);
    this.stop = [
      () => conversation.off('typingStarted', started),
      () => conversation.off('typingEnded', ended),
      () => conversation.off('participantUpdated', moved),
      () => document.removeEventListener('visibilitychange', seen),
    ];
  }

  private horizon(participants: Participant[]): void {
    const others = participants.filter(each => each.identity !== this.me);
    this.readByOthers.set(Math.max(-1, ...others.map(each => each.lastReadMessageIndex ?? -1)));
  }

  private arrived(message: Message): void {
    this.put(message);
    if (message.author !== this.me) {
      this.inbox.announcement.set(`${label(message) || 'New message'}: ${message.body ?? 'a file'}`);
    }
    void this.markRead();
  }

  private put(message: Message): void {
    const before = this.lines().get(message.sid);
    const media = (message.attachedMedia ?? []).map(
      each => before?.media.find(known => known.sid === each.sid) ?? this.attachment(message.sid, each),
    );
    const line: Line = {
      key: message.sid,
      index: message.index,
      from: label(message),
      body: message.body ?? '',
      mine: message.author === this.me,
      at: message.dateCreated ?? new Date(),
      media,
      delivery: deliveryOf(message),
    };
    this.lines.update(lines => new Map(lines).set(message.sid, line));
    this.outbox.update(lines => lines.filter(each => each.key !== message.sid));
  }

  /** Its address comes later, and is then filled in. */
  private attachment(messageSid: string, media: Media): Attachment {
    const attachment = { sid: media.sid, name: media.filename ?? 'File', isImage: media.contentType.startsWith('image/'), url: '' };
    media.getContentTemporaryUrl().then(
      url => {
        const line = this.lines().get(messageSid);
        if (line !== undefined) {
          const filled = line.media.map(each => (each.sid === media.sid ? { ...each, url: url ?? '' } : each));
          this.lines.update(lines => new Map(lines).set(messageSid, { ...line, media: filled }));
        }
      },
      (error: unknown) => this.failure.set(`A file cannot be shown: ${reason(error)}`),
    );
    return attachment;
  }

  private async deliver(key: string): Promise<void> {
    for (let wait = 1_000; ; wait = Math.min(wait * 2, MAX_WAIT_MS)) {
      const line = this.outbox().find(each => each.key === key);
      if (line === undefined) {
        return;
      }
      this.mark(key, { outbound: 'sending', error: '' });
      try {
        const file = this.files.get(key);
        const sid = file ? await this.sendFile(file, line.body) : (await this.inbox.messaging.send(this.sid, line.body, key)).sid;
        this.files.delete(key);
        // From now on it is known by its SID: whichever comes first, the answer or the message, one line is shown.
        this.mark(key, { key: sid, outbound: 'sent' });
        return;
      } catch (error) {
        const isFinal = this.files.has(key) || (error instanceof ProblemError ? !error.isPassing : !(error instanceof TypeError));
        this.mark(key, { outbound: isFinal ? 'failed' : 'waiting', error: reason(error) });
        if (isFinal) {
          return;
        }
        const asked = error instanceof ProblemError ? (error.retryAfterMs ?? 0) : 0;
        await new Promise(resolve => setTimeout(resolve, Math.max(wait, asked)));
      }
    }
  }

  /** Files go through the SDK, which has no keys: whether to send again is the person's to decide. */
  private async sendFile(file: File, body: string): Promise<string> {
    const conversation = this.following?.conversation;
    if (conversation === undefined) {
      throw new Error('The conversation is still loading. Try again.');
    }
    const message = conversation.prepareMessage().addMedia({ contentType: file.type, filename: file.name, media: file });
    const index = await (body === '' ? message : message.setBody(body)).build().send();
    return (await conversation.getMessages(1, index ?? 0)).items[0]!.sid;
  }

  private mark(key: string, change: Partial<Line>): void {
    this.outbox.update(lines => lines.map(line => (line.key === key ? { ...line, ...change } : line)));
  }

  private arrange(): Row[] {
    const onTheirWay = this.outbox().filter(line => !this.lines().has(line.key));
    const all = [...[...this.lines().values()].sort((one, other) => one.index - other.index), ...onTheirWay];
    const lastMine = all.filter(line => line.mine && line.index !== Infinity).at(-1);
    const lastRead = all.filter(line => line.mine && line.index <= this.readByOthers()).at(-1);
    const firstNew = this.readBefore() === null ? undefined : all.find(line => !line.mine && line.index > this.readBefore()!);
    return all.map((line, position) => {
      const before = all[position - 1];
      const isNewDay = before === undefined || before.at.toDateString() !== line.at.toDateString();
      return {
        ...line,
        ...(isNewDay ? { day: dayOf(line.at) } : {}),
        isFirstNew: line === firstNew,
        isFirstOfSender: isNewDay || before.from !== line.from || before.mine !== line.mine || line === firstNew,
        status: line.outbound ? SENDING[line.outbound] : line === lastRead ? 'Read' : line === lastMine ? line.delivery : '',
      };
    });
  }
}

const SENDING = { sending: 'Sending …', waiting: 'Waiting for the connection …', failed: 'Not sent', sent: 'Sent' };

function deliveryOf(message: Message): string {
  const receipt = message.aggregatedDeliveryReceipt;
  if (receipt === null) {
    return 'Sent';
  }
  if (receipt.failed !== 'none' || receipt.undelivered !== 'none') {
    return 'Not delivered';
  }
  return receipt.read !== 'none' ? 'Read' : receipt.delivered !== 'none' ? 'Delivered' : 'Sent';
}

