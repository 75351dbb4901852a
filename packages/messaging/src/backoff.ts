const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** Waits between attempts: doubling from one second to one minute, each between half and all of it, so that clients spread. */
export class BackOff {
  private attempts = 0;

  next(): number {
    const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.attempts++);
    return whole / 2 + Math.random() * (whole / 2);
  }

  reset(): void {
    this.attempts = 0;
  }
}

/** Resolves after the time; rejects with the signal's reason as soon as that is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal.addEventListener('abort', abort, { once: true });
  });
}
