import { Component, type ElementRef, inject, signal, viewChild } from '@angular/core';
import type { components } from '@baboo/messaging';
import { Inbox, reason } from './inbox';
import { Login } from './login';

type Channel = components['schemas']['TravelerChannel'];

@Component({
  selector: 'app-inquiry-dialog',
  template: `
    <dialog #dialog aria-labelledby="inquiry-title">
      <form (submit)="submit($event)">
        <h2 id="inquiry-title">New inquiry</h2>
        <label>Traveler’s name <input name="name" required maxlength="100" autocomplete="off"></label>
        <div class="pair">
          <label>Channel <select name="channel"><option value="sms">SMS</option><option value="whatsapp">WhatsApp</option><option value="email">E-mail</option></select></label>
          <label>Phone number or address <input name="address" required maxlength="256" placeholder="+39 333 123 4567" autocomplete="off"></label>
        </div>
        <label>Subject <input name="subject" maxlength="200" autocomplete="off"></label>
        <label>The traveler’s question <textarea name="message" rows="3" maxlength="1600"></textarea></label>
        @if (failure()) { <p class="error" role="alert">{{ failure() }}</p> }
        <div class="actions">
          <button type="button" class="quiet" (click)="dialog.close()">Cancel</button>
          <button class="primary" [disabled]="sending()">{{ sending() ? 'Starting …' : 'Start conversation' }}</button>
        </div>
      </form>
    </dialog>
  `,
})
export class InquiryDialog {
  protected readonly failure = signal('');
  protected readonly sending = signal(false);
  private readonly inbox = inject(Inbox);
  private readonly login = inject(Login);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  /** One inquiry however often it is sent. */
  private inquiryId = '';

  open(): void {
    this.inquiryId = crypto.randomUUID();
    this.failure.set('');
    this.dialog().nativeElement.showModal();
  }

  protected async submit(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const field = (name: string): string => String(new FormData(form).get(name) ?? '').trim();
    const me = this.login.person()!;
    this.sending.set(true);
    try {
      const { data } = await this.inbox.messaging.api.POST('/api/inquiries', {
        body: {
          inquiryId: this.inquiryId,
          traveler: { name: field('name'), channel: field('channel') as Channel, address: field('address').replace(/(?<=^[+\d\s()-]*)[\s()-]/g, '') },
          expert: { identity: me.email, name: me.name },
          ...(field('subject') ? { subject: field('subject') } : {}),
          ...(field('message') ? { message: field('message') } : {}),
        },
      });
      form.reset();
      this.dialog().nativeElement.close();
      this.inbox.refresh();
      if (data?.conversationSid) {
        this.inbox.open(data.conversationSid);
      }
    } catch (error) {
      this.failure.set(reason(error));
    } finally {
      this.sending.set(false);
    }
  }
}
