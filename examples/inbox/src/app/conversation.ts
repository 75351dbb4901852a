import { afterRenderEffect, Component, computed, effect, type ElementRef, inject, signal, untracked, viewChild } from '@angular/core';
import { Composer } from './composer';
import { Inbox, reason } from './inbox';
import { Login } from './login';
import { Thread } from './thread';
import { channel, clock, hue, initials, obstacle, subject, title } from './view';

const NEAR_END_PX = 120;

@Component({
  selector: 'app-conversation',
  imports: [Composer],
  template: `
    @if (inbox.opened(); as view) {
      <header class="thread-head">
        <button class="quiet back" aria-label="Back to the list" (click)="inbox.open('')">←</button>
        <span class="avatar" [style.--hue]="hue(title(view))" aria-hidden="true">{{ initials(title(view)) }}</span>
        <div class="grow">
          <h1>{{ title(view) }}</h1>
          <p>{{ channel(view) }}@if (subject(view)) { · {{ subject(view) }} }</p>
        </div>
        @if (view.state !== 'closed') {
          <button (click)="confirm.showModal()">Close</button>
        }
      </header>
      <dialog #confirm aria-labelledby="confirm-title">
        <h2 id="confirm-title">Close this conversation?</h2>
        <p>It is for good: nobody can write here any more.</p>
        <div class="actions">
          <button class="quiet" (click)="confirm.close()">Cancel</button>
          <button class="primary" (click)="confirm.close(); close()">Close for good</button>
        </div>
      </dialog>
      @if (thread(); as open) {
        <div class="scroll" tabindex="0" role="region" aria-label="Messages" #scroll (scroll)="scrolled()">
          @if (open.hasEarlier()) {
            <button class="quiet earlier" (click)="open.earlier()">Show earlier messages</button>
          }
          @if (!open.ready() && !open.failure()) { <p class="empty">Loading …</p> }
          <ol class="messages">
            @for (row of open.rows(); track row.key) {
              @if (row.day) { <li class="divider">{{ row.day }}</li> }
              @if (row.isFirstNew) { <li class="divider new">New</li> }
              <li class="message" [class.mine]="row.mine" [class.first]="row.isFirstOfSender" [attr.data-outbound]="row.outbound">
                @if (row.isFirstOfSender) { <span class="from" [style.--hue]="hue(row.from)">{{ row.from || '…' }}</span> }
                <div class="bubble">
                  @for (file of row.media; track file.sid) {
                    @if (file.isImage && file.url) {
                      <a [href]="file.url" target="_blank" rel="noopener"><img [src]="file.url" [alt]="file.name" (load)="stick()"></a>
                    } @else if (file.url) {
                      <a class="file" [href]="file.url" target="_blank" rel="noopener"><img class="clip" src="clip.svg" alt=""> {{ file.name }}</a>
                    } @else {
                      <span class="file"><img class="clip" src="clip.svg" alt=""> {{ file.name }}</span>
                    }
                  }
                  @if (row.body) { <span class="body">{{ row.body }}</span> }
                  <time [attr.datetime]="row.at.toISOString()">{{ clock(row.at) }}</time>
                </div>
                @if (row.status) { <span class="status">{{ row.status }}@if (row.error && row.outbound === 'failed') {: {{ row.error }}}</span> }
                @if (row.outbound === 'failed') {
                  <span class="status"><button class="link" (click)="open.retry(row.key)">Try again</button> <button class="link" (click)="open.discard(row.key)">Discard</button></span>
                }
              </li>
            }
          </ol>
          <p class="typing" role="status">@if (typists(); as names) { <i></i><i></i><i></i> {{ names }} is typing }</p>
        </div>
        @if (!atEnd()) { <button class="chip latest" (click)="toEnd()">Latest messages ↓</button> }
        @if (failure() || open.failure()) { <p class="error" role="alert">{{ failure() || open.failure() }}</p> }
        @if (obstacle(view)) {
          <p class="obstacle">{{ obstacle(view) }}</p>
        } @else {
          <app-composer [thread]="open" [media]="view.capabilities.media" (sent)="toEnd()" />
        }
      }
    } @else if (inbox.selected() && inbox.selected() === inbox.lost()) {
      <p class="empty">You no longer have access to this conversation.</p>
    } @else {
      <p class="empty">Choose a conversation.</p>
    }
  `,
})
export class Conversation {
  protected readonly inbox = inject(Inbox);
  protected readonly thread = signal<Thread | null>(null);
  protected readonly failure = signal('');
  protected readonly atEnd = signal(true);
  protected readonly title = title;
  protected readonly channel = channel;
  protected readonly subject = subject;
  protected readonly obstacle = obstacle;
  protected readonly hue = hue;
  protected readonly initials = initials;
  protected readonly clock = clock;
  protected readonly typists = computed(() => {
    const participants = this.inbox.opened()?.participants ?? [];
    const typing = this.thread()?.typing() ?? [];
    return typing.map(identity => participants.find(each => each.identity === identity)?.name ?? 'Somebody').join(', ');
  });
  private readonly me = inject(Login).person()!.email;
  private readonly scroll = viewChild<ElementRef<HTMLElement>>('scroll');
  private readonly sid = computed(() => this.inbox.opened()?.sid);

  constructor() {
    effect(onCleanup => {
      const sid = this.sid();
      const thread = sid === undefined ? null : untracked(() => new Thread(this.inbox, sid, this.me));
      this.thread.set(thread);
      this.failure.set('');
      this.atEnd.set(true);
      onCleanup(() => thread?.end());
    });
    afterRenderEffect(() => {
      this.thread()?.rows();
      this.thread()?.typing();
      this.stick();
    });
  }

  protected scrolled(): void {
    const area = this.scroll()?.nativeElement;
    this.atEnd.set(area === undefined || area.scrollHeight - area.scrollTop - area.clientHeight < NEAR_END_PX);
  }

  protected stick(): void {
    if (untracked(this.atEnd)) {
      const area = this.scroll()?.nativeElement;
      area?.scrollTo({ top: area.scrollHeight });
    }
  }

  protected toEnd(): void {
    this.atEnd.set(true);
    this.stick();
  }

  protected async close(): Promise<void> {
    const view = this.inbox.opened()!;
    try {
      const { data } = await this.inbox.messaging.api.PATCH('/api/conversations/{sid}', {
        params: { path: { sid: view.sid } },
        body: { state: 'closed' },
      });
      this.inbox.remember([data!]);
      this.failure.set('');
      this.inbox.refresh();
    } catch (error) {
      this.failure.set(reason(error));
    }
  }
}
