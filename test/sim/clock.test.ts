import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { virtualClock } from '../../sim/clock.ts';

const START = Date.UTC(2026, 10, 24, 8);
const failed: unknown[] = [];
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  expect(failed.splice(0)).toEqual([]);
});

function aClock() {
  return virtualClock(START, (_name, error) => failed.push(error));
}

/** A server whose handler sleeps on the shared clock before it answers, like the simulators. */
async function sleepyServer(clock: ReturnType<typeof aClock>, ms: number, done: () => void = () => undefined) {
  const server = createServer((req, res) => {
    clock.middleware(req, res, () => {
      void clock.sleep(ms).then(() => {
        done();
        res.end('late');
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('the virtual clock', () => {
  it('advances to the next due time when all tasks wait, and no further than asked', async () => {
    const clock = aClock();
    const seen: string[] = [];
    for (const [name, ms] of [
      ['b', 2_000],
      ['a', 1_000],
      ['c', 5_000],
    ] as const) {
      clock.spawn(name, async () => {
        await clock.sleep(ms);
        seen.push(`${name}@${clock.now() - START}`);
      });
    }
    await clock.advance(3_000);
    expect(seen).toEqual(['a@1000', 'b@2000']);
    expect(clock.now()).toBe(START + 3_000);
    await clock.advance(3_000);
    expect(seen).toEqual(['a@1000', 'b@2000', 'c@5000']);
  });

  it('runs one task at a time, in the order in which they became ready', async () => {
    const clock = aClock();
    const seen: string[] = [];
    for (const name of ['first', 'second']) {
      clock.spawn(name, async () => {
        seen.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        seen.push(`${name} still has the baton`);
        await clock.sleep(10);
        seen.push(`${name} again`);
      });
    }
    await clock.advance(100);
    expect(seen).toEqual([
      'first begins',
      'first still has the baton',
      'second begins',
      'second still has the baton',
      'first again',
      'second again',
    ]);
  });

  it('lets time pass while a task waits for a server that sleeps on the same clock', async () => {
    const clock = aClock();
    const url = await sleepyServer(clock, 30_000);
    const seen: number[] = [];
    clock.spawn('ticks', async () => {
      for (let i = 0; i < 3; i += 1) {
        await clock.sleep(12_000);
        seen.push(clock.now() - START);
      }
    });
    const text = await clock.enter(async () => {
      const asked = clock.fetch(url, { method: 'POST' });
      void clock.runUntil(START + 60_000);
      return (await asked).text();
    });
    await clock.runUntil(START + 60_000);
    expect(text).toBe('late');
    expect(seen).toEqual([12_000, 24_000, 36_000]);
  });

  it('ends a wait at its deadline and ignores the late answer', async () => {
    const clock = aClock();
    let landed = 0;
    const url = await sleepyServer(clock, 15_000, () => (landed = clock.now() - START));
    let gaveUpAt = 0;
    clock.spawn('caller', async () => {
      const controller = new AbortController();
      const cancel = clock.after(10_000, () => controller.abort());
      await clock
        .fetch(url, { method: 'POST', signal: controller.signal })
        .catch(() => (gaveUpAt = clock.now() - START));
      cancel();
      await clock.sleep(1_000);
    });
    await clock.advance(60_000);
    expect(gaveUpAt).toBe(10_000);
    expect(landed).toBe(15_000);
  });

  it('wakes a sleeping task early when its signal aborts', async () => {
    const clock = aClock();
    const controller = new AbortController();
    let woke = -1;
    clock.spawn('sleeper', async () => {
      await clock.sleep(60_000, controller.signal);
      woke = clock.now() - START;
    });
    clock.spawn('waker', async () => {
      await clock.sleep(500);
      controller.abort();
    });
    await clock.advance(1_000);
    expect(woke).toBe(500);
  });

  it('advances on its own when a pace is set', async () => {
    const clock = aClock();
    const rang = new Promise<number>((resolve) => {
      clock.spawn('alarm', async () => {
        await clock.sleep(60_000);
        resolve(clock.now() - START);
      });
    });
    clock.pace(2_000);
    expect(await rang).toBe(60_000);
    clock.pace(0);
  });
});
