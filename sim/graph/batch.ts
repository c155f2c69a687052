import { z } from 'zod';
import { badRequest, ok, Refusal, type Answer, type RequestIds } from './answer.ts';
import type { Faults, Fault } from './faults.ts';
import {
  isExchange,
  overConcurrency,
  pathOf,
  performAs,
  refusalAnswer,
  type Incoming,
  type Performing,
} from './perform.ts';
import { faultAnswer } from './faulty.ts';
import type { Token } from './answer.ts';

const MOST = 20;

const step = z.strictObject({
  id: z.string(),
  method: z.string().transform((text) => text.toUpperCase()),
  url: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  dependsOn: z.union([z.string(), z.array(z.string())]).optional(),
});
const batchBody = z.strictObject({ requests: z.array(step).min(1) });
type Step = z.infer<typeof step>;

/**
 * `POST /$batch`: each request has its own answer inside a 200, in any order
 * (docs/platform/graph.md, “Each request in a batch has its own answer”). Requests beyond Exchange's limit are 429
 * inside it (docs/platform/graph.md, “A batch takes twenty requests, four of them to Exchange”).
 */
export async function performBatch(
  p: Performing,
  token: Token,
  body: unknown,
  ids: RequestIds,
  faults: Faults & { take(method: string, path: string): Fault | undefined },
): Promise<Answer> {
  const steps = readBatch(body);
  const answers = new Map<string, Answer>();

  async function one(item: Step, throttled: boolean): Promise<Answer> {
    const incoming = incomingOf(item);
    const failed = dependencies(item).some((id) => (answers.get(id)?.status ?? 500) >= 400);
    try {
      if (failed) throw new Refusal(424, 'FailedDependency', 'The request it depends on failed.');
      if (/^\/?\$batch/i.test(item.url)) throw badRequest('Batch requests cannot be nested.');
      const fault = faults.take(item.method, pathOf(incoming.target));
      if (fault) {
        const answer = await faultAnswer(p.clock, fault, ids, () => attempt(incoming, false));
        // A request inside a batch cannot hang: the batch times out first.
        return (
          answer ?? { status: 504, body: { error: { code: 'GatewayTimeout', message: 'The request timed out.' } } }
        );
      }
      if (throttled) throw overConcurrency();
      return await attempt(incoming, false);
    } catch (error) {
      return refusalAnswer(error, ids, p.clock.now());
    }
  }
  async function attempt(incoming: Incoming, counted: boolean): Promise<Answer> {
    try {
      return await performAs(p, token, incoming, { counted });
    } catch (error) {
      return refusalAnswer(error, ids, p.clock.now());
    }
  }

  let waiting = [...steps];
  while (waiting.length > 0) {
    const ready = waiting.filter((item) => dependencies(item).every((id) => answers.has(id)));
    waiting = waiting.filter((item) => !ready.includes(item));
    let room = p.limiter.room;
    for (const item of ready) {
      const throttled = isExchange(p, incomingOf(item)) && room-- <= 0;
      answers.set(item.id, await one(item, throttled));
    }
  }
  const responses = [...answers].map(([id, { status, headers, body: inner }]) => ({
    id,
    status,
    headers: {
      ...(headers?.['retry-after'] === undefined ? {} : { 'Retry-After': headers['retry-after'] }),
      ...(inner === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(inner === undefined ? {} : { body: inner }),
  }));
  // Graph promises no order, so the answers come in another order than the requests.
  return ok({ responses: responses.reverse() });
}

function readBatch(body: unknown): readonly Step[] {
  const parsed = batchBody.safeParse(body);
  if (!parsed.success) throw badRequest('Invalid batch payload format.');
  const steps = parsed.data.requests;
  if (steps.length > MOST) throw badRequest(`Number of batch request steps exceeds the maximum value of ${MOST}.`);
  const known = new Set(steps.map(({ id }) => id));
  if (known.size !== steps.length) throw badRequest('Duplicate request ids in the batch.');
  for (const item of steps) {
    const typed = Object.keys(item.headers ?? {}).some((name) => name.toLowerCase() === 'content-type');
    if (item.body !== undefined && !typed)
      throw badRequest(`Write request id : ${item.id} does not contain Content-Type header or body.`);
    if (/^[a-z]+:\/\//i.test(item.url)) throw badRequest(`Request id : ${item.id} must have a relative URL.`);
    if (dependencies(item).some((id) => !known.has(id)))
      throw badRequest(`Request id : ${item.id} depends on an unknown request.`);
  }
  // Allowed: no dependencies, each on the one before, or all on the same one (known issues of JSON batching).
  const needs = steps.map(dependencies);
  const serial = needs.every((list, i) =>
    i === 0 ? list.length === 0 : list.length === 1 && list[0] === steps[i - 1]?.id,
  );
  const same = new Set(needs.flat()).size <= 1 && needs.every((list) => list.length <= 1);
  if (!serial && !same) throw badRequest('Invalid dependencies in the batch.');
  return steps;
}

const dependencies = ({ dependsOn }: Step): readonly string[] =>
  dependsOn === undefined ? [] : Array.isArray(dependsOn) ? dependsOn : [dependsOn];

function incomingOf(item: Step): Incoming {
  return {
    method: item.method,
    target: item.url.startsWith('/') ? item.url : `/${item.url}`,
    headers: Object.fromEntries(
      Object.entries(item.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const),
    ),
    body: item.body === undefined ? undefined : { json: item.body },
  };
}
