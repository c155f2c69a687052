import type { z } from 'zod';
import { withDeadline } from '../../model/deadline.ts';
import { OutsideError } from '../../model/errors.ts';
import type { HaloConfig, HaloDeps } from './config.ts';
import { refusal, unreachable, unreadable, type Kind } from './failure.ts';
import { createLimiter } from './limiter.ts';
import { createTokenSource } from './token.ts';

/** The time limit of a request, ms. For a write it includes the steps before the request. */
export const DEADLINE = 10_000;
/** How long a read waits for its turn in the request budget, ms. */
const READ_PATIENCE = 30_000;

export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

/** All calls to Halo go through here. Each method is one request; retries belong to the outbox. */
export interface HaloHttp {
  get<T>(path: string, query: QueryValues, schema: z.ZodType<T>): Promise<T>;
  /** Returns undefined when Halo answers 404. */
  find<T>(path: string, query: QueryValues, schema: z.ZodType<T>): Promise<T | undefined>;
  /**
   * Posts one row (docs/platform/halopsa.md, “A write is an array, and what it leaves out stays”). No request is in
   * flight after `until` (ms): the outbox relies on that when it checks what an attempt changed.
   */
  post<T>(path: string, row: Readonly<Record<string, unknown>>, schema: z.ZodType<T>, until: number): Promise<T>;
  /** Returns false when there was nothing to remove. */
  remove(path: string, until: number): Promise<boolean>;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query?: QueryValues;
  readonly row?: Readonly<Record<string, unknown>>;
  readonly until?: number;
}
interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Adds authentication, request budget, deadlines and uniform errors for one tenant. */
export function createHaloHttp(config: HaloConfig, deps: HaloDeps): HaloHttp {
  const { clock, log } = deps;
  const tokens = createTokenSource(config, deps);
  const limiter = createLimiter(clock, config.ratePerFiveMinutes, deps.share);
  const base = config.baseUrl.replace(/\/+$/, '').replace(/(?<!\/api)$/i, '/api');

  async function once(request: Request, url: string, kind: Kind, what: string): Promise<Reply> {
    const { method, row, until } = request;
    const left = () => (until === undefined ? DEADLINE : until - clock.now());
    await limiter.pass(until === undefined ? READ_PATIENCE : Math.max(0, left()));
    const token = await tokens.get();
    const time = left();
    if (time <= 0) {
      throw new OutsideError('PSA_UNREACHABLE', `no time was left for ${what}`, { done: 'no', retry: 'later' });
    }
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(row === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const body = row === undefined ? {} : { body: JSON.stringify([row]) };
    const reply = await withDeadline(clock, time, async (signal) => {
      const answer = await deps.fetch(url, { method, headers, ...body, redirect: 'manual', signal });
      return { status: answer.status, text: await answer.text() };
    }).catch((thrown: unknown) => {
      throw unreachable(kind, thrown, what);
    });
    if (reply.status === 401) tokens.reject(token);
    return reply;
  }

  async function ask(request: Request): Promise<Reply> {
    const { method, path, query = {} } = request;
    const kind: Kind = method === 'GET' ? 'read' : 'write';
    const what = `${method} ${path}`;
    const url = new URL(base + path);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    let reply = await once(request, url.href, kind, what);
    // A token can be revoked early. A request refused with 401 had no effect, so it is safe to repeat.
    if (reply.status === 401) reply = await once(request, url.href, kind, what);
    if (reply.status === 429) {
      const retryAfterMs = limiter.throttled();
      log.warn('psa.throttled', { path, retryAfterMs });
      const how = { done: 'no', retry: 'later', retryAfterMs, status: 429 } as const;
      throw new OutsideError('PSA_THROTTLED', `HaloPSA answered ${what} with 429`, how);
    }
    limiter.answered();
    if (reply.status === 404 || (reply.status >= 200 && reply.status < 300)) return reply;
    throw refusal(kind, reply.status, reply.text, what);
  }

  function read<T>(kind: Kind, reply: Reply, schema: z.ZodType<T>, what: string): T {
    let json: unknown;
    try {
      json = JSON.parse(reply.text);
    } catch {
      throw unreadable(kind, 'not JSON', what);
    }
    const one: unknown = kind === 'write' && Array.isArray(json) ? json[0] : json;
    const parsed = schema.safeParse(one);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw unreadable(kind, `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`, what);
  }

  return {
    async get(path, query, schema) {
      const reply = await ask({ method: 'GET', path, query });
      if (reply.status === 404) throw refusal('read', 404, reply.text, `GET ${path}`);
      return read('read', reply, schema, `GET ${path}`);
    },
    async find(path, query, schema) {
      const reply = await ask({ method: 'GET', path, query });
      return reply.status === 404 ? undefined : read('read', reply, schema, `GET ${path}`);
    },
    async post(path, row, schema, until) {
      const reply = await ask({ method: 'POST', path, row, until });
      if (reply.status === 404) throw refusal('write', 404, reply.text, `POST ${path}`);
      return read('write', reply, schema, `POST ${path}`);
    },
    async remove(path, until) {
      return (await ask({ method: 'DELETE', path, until })).status !== 404;
    },
  };
}
