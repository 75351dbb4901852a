/** RFC 9457: the body of every answer of 400 and above. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  traceId?: string;
}

/** An answer of 400 or above. `problem.detail` is fit to show; `retryAfterMs` is set when the server asked to wait. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly problem: Problem,
    readonly retryAfterMs?: number,
  ) {
    super(problem.detail ?? problem.title);
  }

  /** Whether the same request may succeed later: throttled, or the server's fault. */
  get isPassing(): boolean {
    return this.problem.status === 429 || this.problem.status >= 500;
  }

  /** Reads an answer. One that is no problem document, such as a proxy's HTML page, becomes a bare problem with its status. */
  static async of(response: Response): Promise<ProblemError> {
    const bare: Problem = { type: 'about:blank', title: response.statusText || `HTTP ${response.status}`, status: response.status };
    const problem = { ...bare, ...parse(await response.text()), status: response.status };
    return new ProblemError(problem, retryAfter(response.headers.get('Retry-After')));
  }
}

function parse(body: string): Partial<Problem> {
  try {
    const parsed: unknown = JSON.parse(body);
    return parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/** Seconds, as our services and Twilio send it. */
function retryAfter(header: string | null): number | undefined {
  const seconds = header === null ? NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
