import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../model/clock.ts';

/**
 * A virtual clock for one process in which the bot and the simulators talk over real HTTP.
 *
 * All work is done by tasks (loops, people's requests). Only one task runs at a time, the one that holds the baton. A
 * task returns the baton when it sleeps or ends. Time moves to the next due timer only when no task wants the baton, so
 * two runs of the same world take the same steps in the same order, however fast the machine is.
 *
 * A request from a task to a simulator carries the task's identity (`fetch` adds a header, `middleware` reads it). When
 * the simulator sleeps inside the request, the waiting task counts as asleep too, so time can pass.
 */
export interface VirtualClock extends Clock {
  /** Runs time up to the instant; resolves when no work is left before it. */
  runUntil(instant: number): Promise<void>;
  advance(ms: number): Promise<void>;
  /** Lets time run by itself at `speed` virtual ms per real ms; 0 stops it. */
  pace(speed: number): void;
  readonly speed: number;
  /** Runs work as a separate task and returns its result. Tests and people's clicks enter through it. */
  enter<T>(work: () => Promise<T>): Promise<T>;
  readonly fetch: typeof fetch;
  /** The first middleware in the simulators' express apps and in ours. */
  readonly middleware: (req: FlightRequest, res: FlightResponse, next: () => void) => void;
}

interface FlightRequest {
  method?: string | undefined;
  headers: Record<string, string | string[] | undefined>;
}
interface FlightResponse {
  once(event: 'close', listener: () => void): unknown;
}

interface Task {
  readonly name: string;
  /** Runnable strands of this task; at 0 it sleeps. */
  strands: number;
}
interface Flight {
  readonly task: Task;
  over: boolean;
}
interface Context {
  readonly task: Task;
  readonly flight?: Flight;
}
interface Timer {
  readonly due: number;
  readonly seq: number;
  fire: (() => void) | undefined;
}

const HEADER = 'x-callboard-flight';
/**
 * If a task holds the baton this long in real time while others wait, it probably waits for one of them and loses the
 * baton.
 */
const STALL_MS = 3_000;
/**
 * The same limit for an unpaced clock, which promises a fixed order of steps. It is long, so that only a task that
 * waits for another one exceeds it, not one that a busy machine has delayed.
 */
const STALL_UNPACED_MS = 30_000;

export function virtualClock(start: number, onError: (name: string, error: unknown) => void): VirtualClock {
  const contexts = new AsyncLocalStorage<Context>();
  const flights = new Map<string, Flight>();
  const timers = new TimerHeap();
  const ready: { task: Task; resume: () => void }[] = [];
  const idle: (() => void)[] = [];
  let now = start;
  let running: Task | undefined;
  let target = start;
  let speed = 0;
  let paceStart = { real: 0, virtual: start };
  let paceTimer: NodeJS.Timeout | undefined;
  let stallTimer: NodeJS.Timeout | undefined;
  let flightCount = 0;
  let timerCount = 0;

  const pacedNow = () => paceStart.virtual + (performance.now() - paceStart.real) * speed;

  function give(task: Task, resume: () => void): void {
    running = task;
    task.strands = 1;
    clearTimeout(stallTimer);
    stallTimer = setTimeout(
      () => {
        if (running === task && ready.length > 0) {
          running = undefined;
          pump();
        }
      },
      speed > 0 ? STALL_MS : STALL_UNPACED_MS,
    );
    stallTimer.unref();
    resume();
  }

  function enqueue(task: Task, resume: () => void): void {
    if (running === task) {
      task.strands += 1;
      resume();
      return;
    }
    ready.push({ task, resume });
    pump();
  }

  function rest(task: Task): void {
    task.strands -= 1;
    if (task.strands > 0 || running !== task) return;
    running = undefined;
    clearTimeout(stallTimer);
    // Wait one turn of the event loop, so that the task's remaining work (closed sockets, resolved promises) is done
    // first.
    setImmediate(pump);
  }

  function pump(): void {
    if (running) return;
    const next = ready.shift();
    if (next) {
      give(next.task, next.resume);
      return;
    }
    step();
  }

  /** Nobody wants the baton, so move to the next timer if its time has come. */
  function step(): void {
    clearTimeout(paceTimer);
    const timer = timers.peek();
    if (speed > 0) {
      if (!timer) return;
      const wait = (timer.due - pacedNow()) / speed;
      if (wait > 0.5) {
        paceTimer = setTimeout(pump, Math.min(wait, 1_000));
        return;
      }
    } else if (!timer || timer.due > target) {
      now = Math.max(now, target);
      for (const done of idle.splice(0)) done();
      return;
    }
    timers.pop();
    now = Math.max(now, timer.due);
    timer.fire?.();
    setImmediate(pump);
  }

  function addTimer(ms: number, fire: () => void): Timer {
    const timer: Timer = { due: now + Math.max(0, Math.ceil(ms)), seq: timerCount++, fire };
    timers.push(timer);
    if (!running && ready.length === 0) setImmediate(pump);
    return timer;
  }

  function startTask<T>(name: string, work: () => Promise<T>): Promise<T> {
    const task: Task = { name, strands: 0 };
    return new Promise<void>((resolve) => {
      enqueue(task, resolve);
    })
      .then(() => contexts.run({ task }, work))
      .finally(() => rest(task));
  }

  const clock: VirtualClock = {
    now: () => now,
    get speed() {
      return speed;
    },
    sleep(ms, signal) {
      const context = contexts.getStore();
      const counted = context !== undefined && context.flight?.over !== true;
      return new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const wake = () => {
          timer.fire = undefined;
          signal?.removeEventListener('abort', wake);
          // A simulator whose caller has disconnected finishes its late work outside the count, because no task waits
          // for it.
          if (!counted || context.flight?.over === true) resolve();
          else enqueue(context.task, resolve);
        };
        const timer = addTimer(ms, wake);
        signal?.addEventListener('abort', wake, { once: true });
        if (counted) rest(context.task);
      });
    },
    after(ms, fire) {
      const task = contexts.getStore()?.task;
      const timer = addTimer(ms, () => {
        if (task && task !== running) enqueue(task, fire);
        else fire();
      });
      return () => {
        timer.fire = undefined;
      };
    },
    spawn(name, job) {
      startTask(name, job).catch((error: unknown) => {
        onError(name, error);
      });
    },
    async all(jobs) {
      const results = [];
      for (const job of jobs) results.push(await job());
      return results;
    },
    enter: (work) => startTask('enter', work),
    runUntil(instant) {
      target = Math.max(target, instant);
      return new Promise((resolve) => {
        idle.push(resolve);
        setImmediate(pump);
      });
    },
    advance: (ms) => clock.runUntil(Math.max(now, target) + ms),
    pace(newSpeed) {
      if (speed > 0) now = Math.max(now, Math.min(pacedNow(), timers.peek()?.due ?? Infinity));
      speed = newSpeed;
      target = Math.max(target, now);
      paceStart = { real: performance.now(), virtual: now };
      pump();
    },
    async fetch(input, init) {
      const context = contexts.getStore();
      if (!context) return fetch(input, init);
      const flight: Flight = { task: context.task, over: false };
      const id = String(++flightCount);
      flights.set(id, flight);
      const headers = new Headers(init?.headers);
      headers.set(HEADER, id);
      try {
        const answer = await fetch(input, { ...init, headers });
        // Read the body before the flight ends: a simulator may still sleep between two chunks of it.
        const body = await answer.arrayBuffer();
        const empty = [101, 204, 205, 304].includes(answer.status);
        return new Response(empty ? null : body, { status: answer.status, headers: answer.headers });
      } finally {
        flight.over = true;
        flights.delete(id);
      }
    },
    middleware(req, res, next) {
      const id = req.headers[HEADER];
      const flight = typeof id === 'string' ? flights.get(id) : undefined;
      if (flight) {
        contexts.run({ task: flight.task, flight }, next);
        return;
      }
      if (req.method === 'GET' || req.method === 'HEAD') {
        next();
        return;
      }
      // A request from outside (a browser) becomes a separate task, which ends with its response.
      if (speed > 0) now = Math.max(now, Math.min(pacedNow(), timers.peek()?.due ?? Infinity));
      const closed = new Promise<void>((resolve) => res.once('close', resolve));
      startTask('outside', async () => {
        next();
        await closed;
      }).catch((error: unknown) => {
        onError('outside', error);
      });
    },
  };
  return clock;
}

/** Orders timers by due time, then by the order in which they were set. */
class TimerHeap {
  readonly #items: Timer[] = [];

  peek(): Timer | undefined {
    while (this.#items[0] && this.#items[0].fire === undefined) this.pop();
    return this.#items[0];
  }

  push(timer: Timer): void {
    const items = this.#items;
    items.push(timer);
    let at = items.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(items[at], items[parent])) break;
      swap(items, at, parent);
      at = parent;
    }
  }

  pop(): void {
    const items = this.#items;
    const last = items.pop();
    if (items.length === 0 || last === undefined) return;
    items[0] = last;
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < items.length && before(items[child], items[least])) least = child;
      }
      if (least === at) return;
      swap(items, at, least);
      at = least;
    }
  }
}

function before(a: Timer | undefined, b: Timer | undefined): boolean {
  if (!a || !b) return false;
  return a.due < b.due || (a.due === b.due && a.seq < b.seq);
}

function swap(items: Timer[], a: number, b: number): void {
  const one = items[a];
  const other = items[b];
  if (one && other) {
    items[a] = other;
    items[b] = one;
  }
}
