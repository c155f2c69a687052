import { afterEach, describe, expect, it } from 'vitest';
import { askAll, tell } from '../../graph/ask.ts';
import { LARGEST_ANSWER } from '../../graph/body.ts';
import { GraphFailure } from '../../graph/failure.ts';
import { createGate } from '../../graph/gate.ts';
import { path, withQuery } from '../../graph/path.ts';
import type { GraphCall } from '../../graph/transport.ts';
import type { Clock } from '../../model/clock.ts';
import { realClock } from '../../start/machine-clock.ts';
import type { OutsideError } from '../../model/errors.ts';
import type { Log } from '../../model/log.ts';
import { z } from 'zod';
import { MONDAY } from './graph-world.ts';
import { graphError, json, localGraph, type LocalGraph } from './local-graph.ts';

const open: LocalGraph[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
async function graph(...args: Parameters<typeof localGraph>): Promise<LocalGraph> {
  const made = await localGraph(...args);
  open.push(made);
  return made;
}

const READ: GraphCall = { method: 'GET', at: path`/users/${'ana@msp.example'}/calendarView` };
const WRITE: GraphCall = { method: 'POST', at: path`/users/${'ana@msp.example'}/events`, body: { subject: 'x' } };
/** A clock whose waits end immediately and are recorded. */
function hurried(waits: number[] = []): Clock {
  return { ...realClock(() => {}), sleep: async (ms) => void waits.push(ms) };
}
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail('it went well'),
    (thrown: unknown) => thrown as OutsideError,
  );

describe('a request to Graph', () => {
  it('goes to Graph’s address with our token, our request id and every value encoded', async () => {
    const { asked, transport } = await graph((_asked, res) => json(res, 200, {}));
    const at = withQuery(path`/users/${"o'brien+it@msp.example"}/events/${'AAMk/x+y=='}`, { $filter: 'a ge 1+1' });
    await transport().send({ method: 'GET', at });
    expect(asked[0]?.url).toBe(
      '/v1.0/users/o%27brien%2Bit%40msp.example/events/AAMk%2Fx%2By%3D%3D?$filter=a%20ge%201%2B1',
    );
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer the-token', 'client-request-id': 'id-1' });
    expect(asked[0]?.headers['sdkversion']).toMatch(/graph-js/);
  });

  it.each([
    [429, 'TooManyRequests', 'GRAPH_THROTTLED', 'no', 'no', 'later'],
    [504, 'UnknownError', 'GRAPH_UNREACHABLE', 'no', 'unknown', 'later'],
    [500, 'UnknownError', 'GRAPH_UNREACHABLE', 'no', 'unknown', 'later'],
    [403, 'ErrorAccessDenied', 'GRAPH_AUTH', 'no', 'no', 'never'],
    [401, 'InvalidAuthenticationToken', 'GRAPH_AUTH', 'no', 'no', 'later'],
    [404, 'ErrorItemNotFound', 'GRAPH_REFUSED', 'no', 'no', 'never'],
    [412, 'ErrorIrresolvableConflict', 'GRAPH_REFUSED', 'no', 'no', 'never'],
    [423, 'Locked', 'GRAPH_REFUSED', 'no', 'no', 'later'],
  ])(
    'answered with %i %s fails with %s, done: %s for a read, %s for a write; retry: %s',
    async (status, word, code, read, write, retry) => {
      const { transport } = await graph((_asked, res) => graphError(res, status, word));
      for (const [call, done] of [
        [READ, read],
        [WRITE, write],
      ] as const) {
        const thrown = await failure(transport({ clock: hurried() }).send(call));
        expect(thrown).toMatchObject({ code, done, retry, status });
        expect(thrown.message).toContain(word);
        expect(thrown.message).not.toContain('ana');
      }
    },
  );

  it('reports all codes of a nested error, the innermost last', async () => {
    const inner = { code: 'generalException', innerError: { code: 'MissingUserIdHeaderInAppContext' } };
    const { transport } = await graph((_asked, res) => graphError(res, 403, 'Forbidden', {}, inner));
    const thrown = await failure(transport().send(READ));
    if (!(thrown instanceof GraphFailure)) throw thrown;
    expect(thrown.codes.at(-1)).toBe('MissingUserIdHeaderInAppContext');
    expect(thrown.says('missinguseridheaderinappcontext')).toBe(true);
  });

  it.each([
    ['an empty body declared as JSON', 404, '', 'application/json'],
    ['a proxy’s error page', 502, '<html>Bad gateway</html>', 'text/html'],
    ['an error that is only a word', 400, '{"error":"invalid_request"}', 'application/json'],
  ])('reports %s like any other error', async (_what, status, body, type) => {
    const { transport } = await graph((_asked, res) => res.writeHead(status, { 'content-type': type }).end(body));
    expect(await failure(transport().send(WRITE))).toMatchObject({ status });
  });

  it('succeeds with 202 and 204 without a body', async () => {
    const { transport } = await graph((_asked, res, nth) =>
      res.writeHead(nth === 1 ? 202 : 204, { 'content-type': 'application/json' }).end(),
    );
    expect(await tell(transport(), WRITE)).toBe(true);
    expect(await tell(transport(), { method: 'DELETE', at: READ.at })).toBe(true);
  });

  it('logs both request ids and no mail address', async () => {
    const lines: unknown[] = [];
    const log: Log = { debug() {}, info() {}, error() {}, warn: (event, fields) => lines.push([event, fields]) };
    const { transport } = await graph((_asked, res) => graphError(res, 500, 'UnknownError', { 'request-id': 'srv-7' }));
    await failure(transport({ log }).send(WRITE));
    expect(JSON.stringify(lines)).toMatch(/"clientRequestId":"id-1".*"requestId":"srv-7"/);
    expect(JSON.stringify(lines)).not.toContain('ana@');
  });
});

describe('retries', () => {
  it.each([
    ['2', 2_000],
    ['2.128', 2_128],
    [new Date(MONDAY + 2_000).toUTCString(), 2_000],
    // Some services always send 1, or nothing: our own backoff is the minimum.
    ['0', 250],
    ['', 250],
  ])('repeat a read no sooner than Retry-After “%s” asks', async (after, wait) => {
    const waits: number[] = [];
    const { asked, transport } = await graph((_asked, res, nth) =>
      nth === 1 ? graphError(res, 429, 'ApplicationThrottled', { 'retry-after': after }) : json(res, 200, {}),
    );
    await transport({ clock: { ...hurried(waits), now: () => MONDAY } }).send(READ);
    expect([asked.length, waits]).toEqual([2, [wait]]);
  });

  it('never repeat a write, whatever Graph answers', async () => {
    for (const status of [429, 500, 503, 504]) {
      const { asked, transport } = await graph((_asked, res) => graphError(res, status, 'x', { 'retry-after': '0' }));
      await failure(transport({ clock: hurried() }).send(WRITE));
      expect(asked).toHaveLength(1);
    }
  });

  it('stop after three attempts of a read, or immediately if Retry-After is long', async () => {
    const ill = await graph((_asked, res) => graphError(res, 503, 'x'));
    await failure(ill.transport({ clock: hurried() }).send(READ));
    expect(ill.asked).toHaveLength(3);
    const tired = await graph((_asked, res) => graphError(res, 429, 'x', { 'retry-after': '120' }));
    expect(await failure(tired.transport().send(READ))).toMatchObject({ retryAfterMs: 120_000 });
    expect(tired.asked).toHaveLength(1);
  });

  it('repeat a POST that only reads', async () => {
    const { asked, transport } = await graph((_asked, res, nth) =>
      nth === 1 ? graphError(res, 503, 'x') : json(res, 200, {}),
    );
    await transport({ clock: hurried() }).send({ ...WRITE, reads: true });
    expect(asked).toHaveLength(2);
  });
});

describe('a request without a usable answer', () => {
  it('times out on a hanging server: done is unknown for a write and no for a read', async () => {
    const { transport } = await graph(() => {});
    const clock: Clock = { ...hurried(), after: (_ms, fire) => realClock(() => {}).after(30, fire) };
    expect(await failure(transport({ clock }).send(WRITE))).toMatchObject({
      code: 'GRAPH_UNREACHABLE',
      done: 'unknown',
    });
    expect(await failure(transport({ clock }).send(READ))).toMatchObject({ code: 'GRAPH_UNREACHABLE', done: 'no' });
  });

  it('counts as not done if the connection was never made', async () => {
    const gone = await graph(() => {});
    await gone.close();
    open.pop();
    expect(await failure(gone.transport().send(WRITE))).toMatchObject({ code: 'GRAPH_UNREACHABLE', done: 'no' });
  });

  it('leaves the outcome of a write unknown if the connection breaks', async () => {
    const { transport } = await graph((_asked, res) => void res.socket?.destroy());
    expect(await failure(transport().send(WRITE))).toMatchObject({ done: 'unknown', retry: 'later' });
  });

  it('fails without reading an answer of ten megabytes to its end', async () => {
    let sent = 0;
    const { transport } = await graph((_asked, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      const chunk = Buffer.alloc(64 * 1024, 32);
      const more = () => {
        if (res.destroyed) return;
        sent += chunk.length;
        if (sent > 10 * 1024 * 1024) res.end();
        else res.write(chunk, more);
      };
      more();
    });
    const thrown = await failure(transport({ clock: hurried() }).send(WRITE));
    expect(thrown).toMatchObject({ code: 'GRAPH_UNREACHABLE', done: 'unknown' });
    expect(thrown.message).toContain(String(LARGEST_ANSWER));
    expect(sent).toBeLessThan(9 * 1024 * 1024);
  });
});

describe('pages', () => {
  const item = z.object({ id: z.string() });

  it('are read along their nextLinks, which carry Graph’s public address', async () => {
    const { asked, transport } = await graph((_asked, res, nth) =>
      json(res, 200, {
        value: [{ id: String(nth) }],
        ...(nth < 3
          ? { '@odata.nextLink': `https://graph.microsoft.com/v1.0/users/x/calendarView?$skiptoken=a%2Bb${nth}==` }
          : {}),
      }),
    );
    expect((await askAll(transport(), READ, item)).items.map((one) => one.id)).toEqual(['1', '2', '3']);
    expect(asked[2]?.url).toBe('/v1.0/users/x/calendarView?$skiptoken=a%2Bb2==');
  });

  it.each([
    'https://evil.example/v1.0/users',
    'http://graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com.evil.example/v1.0/x',
  ])('do not continue at %s', async (link) => {
    const { asked, transport } = await graph((_asked, res) => json(res, 200, { value: [], '@odata.nextLink': link }));
    expect(await failure(askAll(transport(), READ, item))).toMatchObject({ code: 'GRAPH_REFUSED' });
    expect(asked).toHaveLength(1);
  });

  it('fail with an error when they never end', async () => {
    const { asked, transport } = await graph((_asked, res) =>
      json(res, 200, { value: [], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users/x/calendarView?$skip=1' }),
    );
    expect(await failure(askAll(transport(), READ, item))).toMatchObject({ code: 'GRAPH_REFUSED' });
    expect(asked.length).toBeLessThan(60);
  });
});

describe('the gate', () => {
  it('limits concurrent requests to Exchange to four; other requests bypass it', async () => {
    let [inside, most] = [0, 0];
    const { transport } = await graph((asked, res) => {
      if (asked.url.includes('getPresences')) {
        json(res, 200, {});
        return;
      }
      inside += 1;
      most = Math.max(most, inside);
      setTimeout(() => {
        inside -= 1;
        json(res, 200, {});
      }, 5);
    });
    const one = transport();
    const calls = Array.from({ length: 20 }, () => one.send(READ));
    await one.send({ method: 'POST', at: path`/communications/getPresencesByUserId`, reads: true });
    await Promise.all(calls);
    expect(most).toBe(4);
  });

  it('lets an urgent request in before background work', async () => {
    const gate = createGate(1);
    const signal = new AbortController().signal;
    const order: string[] = [];
    const leave = await gate.enter({ places: 1, urgent: false, signal });
    const enter = (name: string, urgent: boolean) =>
      gate.enter({ places: 1, urgent, signal }).then((out) => (order.push(name), out()));
    const waiting = [enter('background', false), enter('person', true)];
    leave();
    await Promise.all(waiting);
    expect(order).toEqual(['person', 'background']);
  });

  it('drops a request that gave up and lets the next one in', async () => {
    const gate = createGate(4);
    const never = new AbortController().signal;
    const leave = await gate.enter({ places: 1, urgent: false, signal: never });
    const impatient = new AbortController();
    const whole = gate.enter({ places: 9, urgent: false, signal: impatient.signal });
    const small = gate.enter({ places: 1, urgent: false, signal: never });
    impatient.abort(new Error('enough'));
    await expect(whole).rejects.toThrow('enough');
    (await small)();
    leave();
    leave();
    (await gate.enter({ places: 4, urgent: false, signal: never }))();
  });

  it('reports a write as not done if it waits at the gate until the deadline', async () => {
    const gate = createGate(1);
    await gate.enter({ places: 1, urgent: false, signal: new AbortController().signal });
    const { asked, transport } = await graph((_asked, res) => json(res, 200, {}));
    const clock: Clock = { ...hurried(), after: (_ms, fire) => realClock(() => {}).after(20, fire) };
    expect(await failure(transport({ gate, clock }).send(WRITE))).toMatchObject({ done: 'no', retry: 'later' });
    expect(asked).toHaveLength(0);
  });
});
