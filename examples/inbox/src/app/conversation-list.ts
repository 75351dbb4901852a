import { Component, inject } from '@angular/core';
import { Inbox } from './inbox';
import { Login } from './login';
import { channel, type ConversationView, hue, initials, moment, notice, title } from './view';

@Component({
  selector: 'app-conversation-list',
  template: `
    <nav aria-label="Conversations">
      <div class="filters">
        <input type="search" placeholder="Search" aria-label="Search names and messages" maxlength="200"
          [value]="inbox.query()" (input)="inbox.query.set(search.value)" #search>
        <button class="chip" [attr.aria-pressed]="inbox.unreadOnly()" (click)="inbox.unreadOnly.set(!inbox.unreadOnly())">
          Unread @if (inbox.unread() > 0) { <b>{{ inbox.unread() }}</b> }
        </button>
      </div>
      <ul class="conversations">
        @for (view of inbox.items(); track view.sid) {
          <li>
            <button [attr.data-sid]="view.sid" [attr.aria-current]="view.sid === inbox.selected() ? 'true' : null" [class.unread]="view.unread" (click)="inbox.open(view.sid)">
              <span class="avatar" [style.--hue]="hue(title(view))" aria-hidden="true">{{ initials(title(view)) }}</span>
              <span class="name">{{ title(view) }} <small>{{ channel(view) }}@if (view.state === 'closed') { · closed }</small></span>
              <time [attr.datetime]="view.lastActivityAt">{{ moment(view.lastActivityAt) }}</time>
              @if (view.hit) { <span class="preview" [innerHTML]="view.hit.snippet"></span> } @else { <span class="preview">{{ preview(view) }}</span> }
              @if (view.unread) {
                <span class="badge"><span aria-hidden="true">{{ view.unread }}</span><span class="unseen">{{ view.unread }} unread</span></span>
              }
              @if (notice(view); as text) { <span class="notice">{{ text }}</span> }
            </button>
          </li>
        } @empty {
          <li class="empty">
            @if (inbox.loading()) { Loading … } @else if (inbox.query()) { Nothing found for “{{ inbox.query() }}”. }
            @else if (inbox.unreadOnly()) { You have read everything. } @else { No conversations yet. Start with a new inquiry. }
          </li>
        }
      </ul>
      @if (inbox.next()) {
        <button class="quiet" (click)="inbox.more()">Show more</button>
      }
    </nav>
  `,
})
export class ConversationList {
  protected readonly inbox = inject(Inbox);
  protected readonly title = title;
  private readonly login = inject(Login);
  protected readonly channel = channel;
  protected readonly hue = hue;
  protected readonly initials = initials;
  protected readonly moment = moment;
  protected readonly notice = notice;

  /** How it ends. Where a search found something, its snippet is shown instead: safe HTML with marks. */
  protected preview(view: ConversationView): string {
    const last = view.lastMessage;
    if (last === undefined) {
      return 'No messages yet';
    }
    const sender = last.author === this.login.person()?.email ? 'You: ' : last.from.startsWith(title(view)) ? '' : `${last.from}: `;
    return sender + (last.body || 'a file');
  }
}
