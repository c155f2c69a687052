import { AsyncResource } from 'node:async_hooks';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';
import { DueTimers, type DueTimer } from './due-timers.ts';

/** Captured before simulated time replaces them. */
const real = { setTimeout, setInterval, clearTimeout, clearInterval };
/** Node's longest wait; a longer one fires immediately, as in Node. */
const LONGEST = 2_147_483_647;

type Callback = (...args: unknown[]) => void;
type Waiting = { readonly signal?: AbortSignal };

/** The result of setTimeout and setInterval. */
class SimulatedTimeout {
  readonly #due: DueTimers;
  readonly #now: () => number;
  readonly #wait: number;
  readonly #fire: () => void;
  readonly #repeats: boolean;
  #timer: DueTimer | undefined;
  #refed = true;

  constructor(due: DueTimers, now: () => number, wait: number, repeats: boolean, fire: () => void) {
    this.#due = due;
    this.#now = now;
    this.#wait = wait >= 1 && wait <= LONGEST ? Math.trunc(wait) : 1;
    this.#repeats = repeats;
    this.#fire = AsyncResource.bind(fire);
    this.refresh();
  }

  refresh(): this {
    this.close();
    this.#timer = this.#due.add(this.#now() + this.#wait, () => {
      this.#timer = undefined;
      if (this.#repeats) this.refresh();
      this.#fire();
    });
    return this;
  }

  close(): this {
    if (this.#timer) this.#due.remove(this.#timer);
    this.#timer = undefined;
    return this;
  }

  ref(): this {
    this.#refed = true;
    return this;
  }

  unref(): this {
    this.#refed = false;
    return this;
  }

  hasRef(): boolean {
    return this.#refed;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/**
 * Replaces Node's timers with simulated ones: the globals, `node:timers`, `node:timers/promises` and
 * `AbortSignal.timeout`. The transport keeps real time: Node's own modules already hold their timers, and modules that
 * look up the global one (undici, inside `fetch`) are recognised by their position in the stack.
 */
export function simulateTimers(now: () => number): DueTimers {
  const due = new DueTimers();
  const begin = (repeats: boolean) =>
    function begun(callback: Callback, wait = 1, ...args: unknown[]): unknown {
      if (calledByNode(begun))
        return repeats ? real.setInterval(callback, wait, ...args) : real.setTimeout(callback, wait, ...args);
      return new SimulatedTimeout(due, now, wait, repeats, () => callback(...args));
    };
  const end = (timer: unknown) => {
    if (timer instanceof SimulatedTimeout) timer.close();
    else real.clearTimeout(timer as NodeJS.Timeout);
  };
  const sleep = <T>(wait?: number, value?: T, o: Waiting = {}) =>
    new Promise<T | undefined>((resolve, reject) => {
      const give = () => {
        timer.close();
        reject(abortError(o.signal));
      };
      const timer = new SimulatedTimeout(due, now, wait ?? 1, false, () => {
        o.signal?.removeEventListener('abort', give);
        resolve(value);
      });
      if (o.signal?.aborted === true) give();
      else o.signal?.addEventListener('abort', give, { once: true });
    });
  async function* ticks<T>(wait?: number, value?: T, o: Waiting = {}) {
    for (;;) yield await sleep(wait, value, o);
  }

  const timers = { setTimeout: begin(false), setInterval: begin(true), clearTimeout: end, clearInterval: end };
  Object.defineProperty(timers.setTimeout, promisify.custom, { value: sleep });
  const require = createRequire(import.meta.url);
  Object.assign(globalThis, timers);
  Object.assign(require('node:timers') as object, timers);
  const promised = require('node:timers/promises') as { scheduler: object };
  Object.assign(promised, { setTimeout: sleep, setInterval: ticks });
  Object.defineProperty(promised.scheduler, 'wait', {
    value: (wait: number, o?: Waiting) => sleep(wait, undefined, o),
  });
  syncBuiltinESMExports();
  Object.defineProperty(AbortSignal, 'timeout', {
    value(wait: number) {
      const ending = new AbortController();
      new SimulatedTimeout(due, now, wait, false, () =>
        ending.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
      );
      return ending.signal;
    },
  });
  return due;
}

/** Whether the function's caller is a module of Node itself. */
function calledByNode(below: (...args: never[]) => unknown): boolean {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 1;
  const here: { stack?: string } = {};
  Error.captureStackTrace(here, below);
  Error.stackTraceLimit = stackTraceLimit;
  return here.stack?.includes('node:internal/') ?? false;
}

function abortError(signal: AbortSignal | undefined): Error {
  return Object.assign(new Error('The operation was aborted', { cause: signal?.reason }), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  });
}
