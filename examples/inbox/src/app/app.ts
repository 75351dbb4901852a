import { Component, computed, effect, inject, signal } from '@angular/core';
import { ConversationList } from './conversation-list';
import { Conversation } from './conversation';
import { Inbox, reason } from './inbox';
import { InquiryDialog } from './inquiry-dialog';
import { Login } from './login';
import { clock, hue, initials } from './view';

@Component({
  selector: 'app-root',
  imports: [ConversationList, Conversation, InquiryDialog],
  template: `
    @if (login.person(); as person) {
      <div class="shell" [class.reading]="inbox.selected() !== ''">
        <header class="bar">
          <a class="skip" href="#" (click)="skip($event)">Skip to the conversation</a>
          <img src="icon.svg" alt="" width="28" height="28">
          <strong>Inbox</strong>
          <span class="connection" role="status" [attr.data-state]="inbox.connection()">{{ connection() }}</span>
          <small class="renewed">{{ renewed() }}</small>
          <span class="grow"></span>
          <button class="primary" (click)="inquiry.open()">New inquiry</button>
          <span class="avatar" [style.--hue]="hue(person.name)" aria-hidden="true">{{ initials(person.name) }}</span>
          <button class="quiet" (click)="inbox.signOut()">Sign out {{ person.name }}</button>
        </header>
        @if (inbox.wasConnected() && inbox.connection() !== 'connected') {
          <p class="notice" role="alert">The connection is lost. What you write is sent when it is back.</p>
        } @else if (inbox.failure()) {
          <p class="notice" role="alert">{{ inbox.failure() }}</p>
        }
        <app-conversation-list />
        <main id="conversation" tabindex="-1"><app-conversation /></main>
      </div>
      <app-inquiry-dialog #inquiry />
      <p class="unseen" aria-live="polite">{{ inbox.announcement() }}</p>
    } @else if (!starting()) {
      <main class="welcome">
        <img src="icon.svg" alt="" width="64" height="64">
        <h1>Baboo Inbox</h1>
        <p>Every traveler’s message, whichever way it came.</p>
        @if (failure() || inbox.failure()) {
          <p class="error" role="alert">{{ failure() || inbox.failure() }}</p>
        }
        <button class="primary" (click)="login.start()">Sign in</button>
      </main>
    }
  `,
})
export class App {
  protected readonly login = inject(Login);
  protected readonly inbox = inject(Inbox);
  protected readonly starting = signal(true);
  protected readonly failure = signal('');
  protected readonly hue = hue;
  protected readonly initials = initials;
  protected readonly connection = computed(
    () => ({ connected: 'Connected', connecting: 'Connecting …', disconnected: 'Offline', failed: 'Signed out' })[this.inbox.connection()],
  );
  protected readonly renewed = computed(() => {
    const at = this.inbox.renewedAt();
    return at === null ? '' : `Session renewed at ${clock(at)}`;
  });

  constructor() {
    effect(() => (document.title = (this.inbox.unread() > 0 ? `(${this.inbox.unread()}) ` : '') + 'Inbox – Baboo'));
    void this.begin();
  }

  protected skip(event: Event): void {
    event.preventDefault();
    document.getElementById('conversation')?.focus();
  }

  private async begin(): Promise<void> {
    try {
      await this.login.resume();
      if (this.login.person() !== null) {
        this.starting.set(false);
        await this.inbox.connect();
      }
    } catch (error) {
      this.failure.set(reason(error));
      this.login.forget();
    } finally {
      this.starting.set(false);
    }
  }
}
