/** The longest time that a timer has: 24 days. Beyond it one goes off at once. */
const mostMs = 2 ** 31 - 1;

/** Ends what is under way after a time, and when the caller's signal says so. */
export class Limit {
  readonly #controller = new AbortController();
  readonly #caller: AbortSignal | undefined;
  readonly #ms: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number, caller?: AbortSignal) {
    this.#ms = ms;
    this.#caller = caller;
    if (caller?.aborted) this.#stop();
    caller?.addEventListener("abort", this.#stop);
    this.restart();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Gives it the whole time again. */
  restart(): void {
    this.pause();
    if (!(this.#ms <= mostMs)) return;
    this.#timer = setTimeout(() => this.#controller.abort(new DOMException(`geotag: no answer within ${this.#ms} ms`, "TimeoutError")), this.#ms);
  }

  /** Reports whether a wait would end before the time does, if nothing else is waited for. */
  allows(ms: number): boolean {
    return ms < Math.min(this.#ms, mostMs);
  }

  /** Counts no time. */
  pause(): void {
    clearTimeout(this.#timer);
  }

  /** Lets go of the timer and of the caller's signal, and ends what is still under way. */
  end(): void {
    this.pause();
    this.#caller?.removeEventListener("abort", this.#stop);
    this.#controller.abort();
  }

  readonly #stop = (): void => this.#controller.abort(this.#caller?.reason);
}

/** Waits, unless a signal ends it. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const stop = (): void => {
      clearTimeout(timer);
      fail(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      done();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}
