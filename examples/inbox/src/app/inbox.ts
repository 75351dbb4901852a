import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { type ConnectionState, Messaging, ProblemError } from '@baboo/messaging';
import type { Conversation, Message } from '@twilio/conversations';
import { CONFIG } from './config';
import { Login } from './login';
import type { ConversationView } from './view';

const PAGE = 40;
const REFRESH_MS = 400;
/** Our database hears of a change by webhook, some milliseconds after the SDK: ask again until it has it. */
const REFRESHES = 6;
/** The SDK has no event for an overdue answer or for a text that did not arrive. */
const LOOK_MS = 10_000;

/** The list of conversations, kept fresh, and the connection that all of the app shares. */
@Injectable({ providedIn: 'root' })
export class Inbox {
  readonly messaging: Messaging;
  readonly connection = signal<ConnectionState>('disconnected');
  readonly wasConnected = signal(false);
  readonly failure = signal('');
  readonly renewedAt = signal<Date | null>(null);
  readonly query = signal('');
  readonly unreadOnly = signal(false);
  readonly items = signal<ConversationView[]>([]);
  readonly next = signal<string | undefined>(undefined);
  readonly loading = signal(true);
  readonly unread = signal(0);
  readonly selected = signal(location.hash.slice(1));
  /** The conversation that the person had open and is no longer in. */
  readonly lost = signal('');
  /** Read out by screen readers. */
  readonly announcement = signal('');
  readonly opened = computed(() => this.known().get(this.selected()));
  /** Everything seen so far by SID: the open conversation may not be in the list that a search leaves. */
  private readonly known = signal<ReadonlyMap<string, ConversationView>>(new Map());
  private readonly login = inject(Login);
  private readonly newest = new Map<string, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor() {
    const config = inject(CONFIG);
    this.messaging = new Messaging({
      origin: config.api,
      appToken: () => this.login.token(),
      clientOptions: { logLevel: 'silent', ...(config.socket ? { Twilsock: { uri: config.socket } } : {}) },
    });
    this.messaging.onState((state, error) => this.changed(state, error));
    this.messaging.onToken(token => this.renewedAt.set(new Date(token.serverTime)));
    addEventListener('hashchange', () => this.selected.set(location.hash.slice(1)));
    effect(() => {
      this.query();
      this.unreadOnly();
      if (this.login.person() !== null) {
        untracked(() => this.refresh(150));
      }
    });
    effect(() => {
      const sid = this.selected();
      if (sid !== '' && this.login.person() !== null) {
        untracked(() => void this.look(sid));
      }
    });
  }

  async connect(): Promise<void> {
    const client = await this.messaging.connect();
    client.on('messageAdded', message => this.heard(message));
    client.on('messageUpdated', () => this.refresh());
    client.on('conversationUpdated', ({ conversation, updateReasons }) => {
      if (updateReasons.includes('lastReadMessageIndex')) {
        this.read(conversation);
      }
      this.refresh();
    });
    client.on('participantUpdated', () => this.refresh());
    client.on('participantJoined', () => this.refresh());
    client.on('participantLeft', () => this.refresh());
    client.on('conversationJoined', () => this.refresh());
    client.on('conversationLeft', conversation => this.left(conversation.sid));
    client.on('conversationRemoved', conversation => this.left(conversation.sid));
  }

  async signOut(): Promise<void> {
    await this.messaging.disconnect();
    this.login.forget();
    location.assign(location.pathname);
  }

  open(sid: string): void {
    location.hash = sid;
  }

  /** The next page of the list. */
  async more(): Promise<void> {
    try {
      const page = await this.messaging.conversations({ ...this.filter(), cursor: this.next()! });
      this.remember(page.items);
      this.items.update(items => [...items, ...page.items.filter(one => !items.some(item => item.sid === one.sid))]);
      this.next.set(page.next);
    } catch (error) {
      this.failure.set(reason(error));
    }
  }

  /** Sets a conversation's view without waiting for the list. */
  remember(views: ConversationView[]): void {
    this.known.update(known => new Map([...known, ...views.map(view => [view.sid, view] as const)]));
  }

  /** The conversation has been read up to its end. */
  read(conversation: Conversation): void {
    const end = this.known().get(conversation.sid)?.lastMessage?.index ?? -1;
    if ((conversation.lastReadMessageIndex ?? -1) >= end) {
      this.change(conversation.sid, view => ({ ...view, unread: 0 }));
    }
  }

  refresh(afterMs = REFRESH_MS, attempts = REFRESHES): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(attempts), afterMs);
  }

  /** Not while further pages are shown, which a new first page would replace. */
  private lookLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.items().length > PAGE ? this.lookLater() : void this.load(1)), LOOK_MS);
  }

  private async load(attempts: number): Promise<void> {
    const asked = ++this.asked;
    try {
      const [page, unread] = await Promise.all([
        this.messaging.conversations(this.filter()),
        this.messaging.api.GET('/api/conversations/unread'),
      ]);
      if (asked !== this.asked) {
        return;
      }
      this.remember(page.items);
      this.items.set(page.items);
      this.next.set(page.next);
      this.unread.set(unread.data?.conversations ?? 0);
      this.failure.set('');
      if (this.connection() === 'connected') {
        this.lookLater();
      }
      if (attempts > 1 && page.items.some(view => (this.newest.get(view.sid) ?? -1) > (view.lastMessage?.index ?? -1))) {
        this.refresh(REFRESH_MS * 2, attempts - 1);
      }
      const sid = this.selected();
      if (sid !== '' && !page.items.some(view => view.sid === sid)) {
        await this.look(sid);
      }
    } catch (error) {
      if (asked === this.asked) {
        this.failure.set(reason(error));
        this.refresh(5_000);
      }
    } finally {
      this.loading.set(false);
    }
  }

  private async look(sid: string): Promise<void> {
    try {
      const { data } = await this.messaging.api.GET('/api/conversations/{sid}', { params: { path: { sid } } });
      this.remember([data!]);
    } catch (error) {
      if (error instanceof ProblemError && (error.problem.status === 403 || error.problem.status === 404)) {
        this.forget(sid);
      } else {
        this.failure.set(reason(error));
      }
    }
  }

  private filter() {
    const q = this.query().trim();
    return { limit: PAGE, ...(q ? { q } : {}), ...(this.unreadOnly() ? { unread: 'true' as const } : {}) };
  }

  private heard(message: Message): void {
    const sid = message.conversation.sid;
    this.newest.set(sid, message.index);
    const view = this.known().get(sid);
    if (view !== undefined && message.author !== this.login.person()?.email && sid !== this.selected()) {
      this.announcement.set(`New message from ${view.participants.find(each => each.role === 'traveler')?.name ?? view.friendlyName}`);
    }
    this.refresh();
  }

  private left(sid: string): void {
    this.forget(sid);
    this.refresh();
  }

  private forget(sid: string): void {
    this.known.update(known => new Map([...known].filter(([each]) => each !== sid)));
    this.items.update(items => items.filter(view => view.sid !== sid));
    if (this.selected() === sid) {
      this.lost.set(sid);
      this.announcement.set('You no longer have access to this conversation.');
    }
  }

  private change(sid: string, change: (view: ConversationView) => ConversationView): void {
    const view = this.known().get(sid);
    if (view !== undefined) {
      this.remember([change(view)]);
      this.items.update(items => items.map(item => (item.sid === sid ? change(item) : item)));
    }
  }

  private changed(state: ConnectionState, error: unknown): void {
    this.connection.set(state);
    if (state === 'connected') {
      this.wasConnected.set(true);
      this.refresh();
    } else if (state === 'failed') {
      this.failure.set(reason(error));
      this.login.forget();
    }
  }
}

/** What a person is shown of an error. */
export function reason(error: unknown): string {
  if (error instanceof ProblemError) {
    return error.message;
  }
  return error instanceof TypeError ? 'No connection. Trying again …' : String(error instanceof Error ? error.message : error);
}
