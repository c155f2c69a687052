import { afterEach, describe, expect, it } from 'vitest';
import { batchReads, readAnswer } from '../../graph/batch.ts';
import { GraphFailure } from '../../graph/failure.ts';
import { createGate } from '../../graph/gate.ts';
import { path } from '../../graph/path.ts';
import type { GraphCall } from '../../graph/transport.ts';
import type { Clock } from '../../model/clock.ts';
import { realClock } from '../../start/machine-clock.ts';
import { z } from 'zod';
import { graphError, json, localGraph, type LocalGraph } from './local-graph.ts';

const open: LocalGraph[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
const hurried: Clock = { ...realClock(() => {}), sleep: async () => {} };
const settings = (n: number): GraphCall => ({ method: 'GET', at: path`/users/${`u${n}@msp.example`}/mailboxSettings` });
const shifts = (n: number): GraphCall => ({ method: 'GET', at: path`/teams/${`t${n}`}/schedule/shifts` });

interface Inner {
  readonly id: string;
  readonly url: string;
}
/** Answers each inner request with the result of `answer`; a request with the answer `undefined` is left out. */
async function batches(answer: (inner: Inner, round: number) => object | undefined) {
  const rounds = new Map<string, number>();
  const made = await localGraph((asked, res) => {
    const { requests } = asked.body as { requests: Inner[] };
    const responses = requests.flatMap((inner) => {
      const round = (rounds.get(inner.url) ?? 0) + 1;
      rounds.set(inner.url, round);
      const one = answer(inner, round);
      return one ? [{ id: inner.id, ...one }] : [];
    });
    // Graph answers in any order.
    json(res, 200, { responses: responses.reverse() });
  });
  open.push(made);
  const sizes = () => made.asked.map((one) => (one.body as { requests: unknown[] }).requests.length);
  const transport = made.transport({ clock: hurried });
  const wide = made.transport({ clock: hurried, gate: createGate(10) });
  return { transport, wide, asked: made.asked, sizes };
}

describe('batched reads', () => {
  it('come back in the order asked; a batch has relative addresses and up to 4 Exchange or 20 other requests', async () => {
    const { transport, asked, sizes } = await batches(({ url }) => ({ status: 200, body: { url } }));
    const calls = Array.from({ length: 10 }, (_, n) => settings(n));
    const answers = await batchReads(transport, calls);
    const urls = answers.map((one, n) => readAnswer(calls[n]!, one, z.object({ url: z.string() })).url);
    expect(urls).toEqual(calls.map((call) => call.at.url));
    expect(sizes().sort()).toEqual([2, 4, 4]);
    expect(asked[0]?.url).toBe('/v1.0/$batch');
    await batchReads(
      transport,
      Array.from({ length: 45 }, (_, n) => shifts(n)),
    );
    expect(sizes().slice(3).sort()).toEqual([20, 20, 5].sort());
  });

  it('limit a batch to four requests to Exchange even when the gate has more places', async () => {
    const { wide, sizes } = await batches(() => ({ status: 200 }));
    await batchReads(
      wide,
      Array.from({ length: 10 }, (_, n) => settings(n)),
    );
    expect(sizes().sort()).toEqual([2, 4, 4]);
  });

  it('retry only the requests that were throttled', async () => {
    const { transport, sizes } = await batches(({ url }, round) =>
      url.includes('u1%40') && round === 1
        ? { status: 429, headers: { 'Retry-After': '2.5' }, body: { error: { code: 'ApplicationThrottled' } } }
        : { status: 200, body: {} },
    );
    const answers = await batchReads(transport, [settings(0), settings(1), settings(2)]);
    expect(answers.every((one) => !(one instanceof GraphFailure))).toBe(true);
    expect(sizes()).toEqual([3, 1]);
  });

  it('fail one by one, each with its own reason', async () => {
    const { transport } = await batches(({ url }) => {
      if (url.includes('u0'))
        return { status: 404, body: { error: { code: 'MailboxNotEnabledForRESTAPI', message: '' } } };
      return url.includes('u1') ? undefined : { status: 200, headers: null, body: { fine: true } };
    });
    const [gone, lost, fine] = await batchReads(transport, [settings(0), settings(1), settings(2)]);
    expect(gone).toMatchObject({ code: 'GRAPH_REFUSED', status: 404 });
    expect(lost).toMatchObject({ code: 'GRAPH_UNREACHABLE' });
    expect(fine).toMatchObject({ status: 200 });
  });

  it('all fail when the whole batch fails', async () => {
    const made = await localGraph((_asked, res) => graphError(res, 400, 'BadRequest'));
    open.push(made);
    const answers = await batchReads(made.transport(), [settings(0), settings(1)]);
    expect(answers.map((one) => one instanceof GraphFailure && one.status)).toEqual([400, 400]);
  });
});
