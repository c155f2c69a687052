import type { z } from 'zod';
import { withDeadline } from '../../model/deadline.ts';
import { OutsideError } from '../../model/errors.ts';
import type { HaloConfig, HaloDeps } from './config.ts';
import { refusal, unreachable, unreadable, type Kind } from './failure.ts';
import { createLimiter } from './limiter.ts';
import { createTokenSource } from './token.ts';

/** How long any request may take, ms. A write that took longer may still land. */
export const DEADLINE = 10_000;

export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

/** The one place that talks to Halo. Every method is one request: repeating belongs to the outbox. */
export interface HaloHttp {
  get<T>(path: string, query: QueryValues, schema: z.ZodType<T>): Promise<T>;
  /** Undefined: Halo knows no such thing. */
  find<T>(path: string, query: QueryValues, schema: z.ZodType<T>): Promise<T | undefined>;
  /** Posts one row, in the array that Halo wants; the answer is an object or an array (psa.md §4 "Writes"). */
  post<T>(path: string, row: Readonly<Record<string, unknown>>, schema: z.ZodType<T>): Promise<T>;
  /** False: there was nothing to remove. */
  remove(path: string): Promise<boolean>;
}

interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Auth, budget, deadline and error normalisation for one tenant. */
export function createHaloHttp(config: HaloConfig, deps: HaloDeps): HaloHttp {
  const tokens = createTokenSource(config, deps);
  const limiter = createLimiter(deps.clock, config.ratePerFiveMinutes);
  const base = config.baseUrl.replace(/\/+$/, '').replace(/(?<!\/api)$/i, '/api');

  async function once(kind: Kind, method: string, url: string, body: string | undefined, what: string): Promise<Reply> {
    await limiter.pass();
    const token = await tokens.get();
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const reply = await withDeadline(deps.clock, DEADLINE, async (signal) => {
      const answer = await deps.fetch(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal,
      });
      return { status: answer.status, text: await answer.text() };
    }).catch((thrown: unknown) => {
      throw unreachable(kind, thrown, what);
    });
    if (reply.status === 401) tokens.reject(token);
    return reply;
  }

  async function ask(method: string, path: string, query: QueryValues, row?: unknown): Promise<Reply> {
    const kind: Kind = method === 'GET' ? 'read' : 'write';
    const what = `${method} ${path}`;
    const url = new URL(base + path);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const body = row === undefined ? undefined : JSON.stringify([row]);
    let reply = await once(kind, method, url.href, body, what);
    // A token can end early. A request that was refused for it has done nothing, so it may be said again.
    if (reply.status === 401) reply = await once(kind, method, url.href, body, what);
    if (reply.status === 429) {
      const retryAfterMs = limiter.throttled();
      deps.log.warn('psa.throttled', { path, retryAfterMs });
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
      const reply = await ask('GET', path, query);
      if (reply.status === 404) throw refusal('read', 404, reply.text, `GET ${path}`);
      return read('read', reply, schema, `GET ${path}`);
    },
    async find(path, query, schema) {
      const reply = await ask('GET', path, query);
      return reply.status === 404 ? undefined : read('read', reply, schema, `GET ${path}`);
    },
    async post(path, row, schema) {
      const reply = await ask('POST', path, {}, row);
      if (reply.status === 404) throw refusal('write', 404, reply.text, `POST ${path}`);
      return read('write', reply, schema, `POST ${path}`);
    },
    async remove(path) {
      return (await ask('DELETE', path, {})).status !== 404;
    },
  };
}
