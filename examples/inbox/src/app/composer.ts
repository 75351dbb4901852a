import { Component, effect, type ElementRef, input, output, signal, viewChild } from '@angular/core';
import type { Thread } from './thread';

/** What was begun stays with its conversation, until the page goes. */
const drafts = new Map<string, string>();

@Component({
  selector: 'app-composer',
  template: `
    <form class="composer" (submit)="send($event)">
      @if (file(); as chosen) {
        <p class="chosen"><img class="clip" src="clip.svg" alt=""> {{ chosen.name }} <button type="button" class="link" (click)="file.set(null)">Remove</button></p>
      }
      @if (media()) {
        <button type="button" class="quiet" aria-label="Attach a file" title="Attach a file" (click)="picker.click()"><img class="clip" src="clip.svg" alt=""></button>
        <input #picker type="file" class="unseen" tabindex="-1" aria-label="File to attach" (change)="file.set(picker.files?.item(0) ?? null); picker.value = ''">
      }
      <textarea #text rows="1" maxlength="1600" aria-label="Message" placeholder="Write a message" aria-describedby="keys"
        (input)="typed()" (keydown.enter)="enter($event)"></textarea>
      <button class="primary">Send</button>
      <small id="keys" class="unseen">Enter sends, Shift and Enter begins a new line.</small>
    </form>
  `,
})
export class Composer {
  readonly thread = input.required<Thread>();
  readonly media = input.required<boolean>();
  readonly sent = output();
  protected readonly file = signal<File | null>(null);
  private readonly text = viewChild.required<ElementRef<HTMLTextAreaElement>>('text');

  constructor() {
    effect(() => {
      const area = this.text().nativeElement;
      area.value = drafts.get(this.thread().sid) ?? '';
      this.file.set(null);
      area.focus();
    });
  }

  protected typed(): void {
    drafts.set(this.thread().sid, this.text().nativeElement.value);
    // Nobody misses it when it cannot be sent.
    this.thread().type().catch(() => undefined);
  }

  protected enter(event: Event): void {
    const key = event as KeyboardEvent;
    if (!key.shiftKey && !key.isComposing) {
      this.send(event);
    }
  }

  protected send(event: Event): void {
    event.preventDefault();
    const area = this.text().nativeElement;
    const body = area.value.trim();
    const file = this.file() ?? undefined;
    if (body !== '' || file) {
      this.thread().send(body, file);
      area.value = '';
      drafts.delete(this.thread().sid);
      this.file.set(null);
      area.focus();
      this.sent.emit();
    }
  }
}
