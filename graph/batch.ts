import { z } from 'zod';
import { read } from './ask.ts';
import { GraphFailure, refusal, unreachable } from './failure.ts';
import { isOutlook } from './path.ts';
import { backoffMs, retryAfterMs } from './retry-after.ts';
import type { GraphCall, GraphReply, Transport } from './transport.ts';

/** Requests in one batch (docs/platform/graph.md, “A batch takes twenty requests, four of them to Exchange”). */
const MOST = 20;
const MOST_OUTLOOK = 4;
const ROUNDS = 3;

const answers = z.object({
  responses: z.array(
    z.object({
      id: z.coerce.string(),
      status: z.coerce.number(),
      headers: z.record(z.string(), z.coerce.string()).nullish().catch(undefined),
      body: z.unknown().optional(),
    }),
  ),
});

export type BatchAnswer = GraphReply | GraphFailure;

/**
 * Sends reads in batches. Returns one answer or failure per read, in the order of `calls`. The batch body is built by
 * hand (docs/platform/graph.md, “The Graph client writes wrong addresses into batches”). Throttled reads are retried
 * (docs/platform/graph.md, “Each request in a batch has its own answer”).
 */
export async function batchReads(transport: Transport, calls: readonly GraphCall[]): Promise<BatchAnswer[]> {
  const found = new Map<GraphCall, BatchAnswer>();
  let open: readonly GraphCall[] = calls;
  for (let round = 1; open.length > 0; round += 1) {
    await transport.clock.all(
      chunks(open, Math.min(MOST_OUTLOOK, transport.widest)).map((chunk) => () => one(transport, chunk, found)),
    );
    const again = open.filter((call) => {
      const answer = found.get(call);
      return answer instanceof GraphFailure && answer.retry === 'later' && answer.status !== 401;
    });
    if (again.length === 0 || round === ROUNDS) break;
    const waits = again.map((call) => {
      const answer = found.get(call);
      return answer instanceof GraphFailure ? (answer.retryAfterMs ?? 0) : 0;
    });
    const wait = backoffMs(round, Math.max(...waits), transport.random);
    // The caller decides about longer waits: it knows whether somebody is waiting.
    if (wait > 15_000) break;
    await transport.clock.sleep(wait);
    open = again;
  }
  return calls.map((call) => found.get(call) ?? unreachable('read', false, 'not sent', call.at.shape));
}

/** Parses one answer of a batch. Throws the failure if the request failed. */
export function readAnswer<T>(call: GraphCall, answer: BatchAnswer, schema: z.ZodType<T>): T {
  if (answer instanceof GraphFailure) throw answer;
  return read(call, answer.text, schema);
}

async function one(
  transport: Transport,
  chunk: readonly GraphCall[],
  found: Map<GraphCall, BatchAnswer>,
): Promise<void> {
  const requests = chunk.map((call, n) => ({
    id: String(n),
    method: call.method,
    url: call.at.url,
    headers: { ...call.headers, ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(call.body === undefined ? {} : { body: call.body }),
  }));
  const whole: GraphCall = {
    method: 'POST',
    at: { url: '/$batch', shape: '/$batch' },
    body: { requests },
    reads: true,
    places: chunk.filter((call) => isOutlook(call.at)).length,
  };
  let responses: z.output<typeof answers>['responses'];
  try {
    responses = read(whole, (await transport.send(whole)).text, answers).responses;
  } catch (thrown) {
    const failure = thrown instanceof GraphFailure ? thrown : unreachable('read', true, thrown, 'POST /$batch');
    for (const call of chunk) found.set(call, failure);
    return;
  }
  chunk.forEach((call, n) => {
    const what = `${call.method} ${call.at.shape} in a batch`;
    const answer = responses.find((response) => response.id === String(n));
    if (!answer) {
      found.set(call, unreachable('read', true, 'missing from the answer', what));
      return;
    }
    const headers = new Map(Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    const reply: GraphReply = {
      status: answer.status,
      text: JSON.stringify(answer.body ?? null),
      retryAfterMs: retryAfterMs((name) => headers.get(name), transport.clock.now()),
    };
    found.set(call, answer.status >= 200 && answer.status < 300 ? reply : refusal('read', reply, what));
  });
}

function chunks(calls: readonly GraphCall[], mostOutlook: number): GraphCall[][] {
  const made: GraphCall[][] = [];
  for (const call of calls) {
    const last = made.at(-1);
    const outlook = last?.filter((other) => isOutlook(other.at)).length ?? 0;
    const full = !last || last.length === MOST || (isOutlook(call.at) && outlook === mostOutlook);
    if (full) made.push([call]);
    else last.push(call);
  }
  return made;
}
