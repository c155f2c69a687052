import {
  Client,
  ResponseType,
  TelemetryHandler,
  type Context,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import type { Clock } from '../model/clock.ts';
import { PUBLIC_CLOUD } from '../model/cloud.ts';
import { withDeadline } from '../model/deadline.ts';
import type { Log } from '../model/log.ts';
import type { TokenCache } from '../model/token-cache.ts';
import { abortable, reasonOf } from './abort.ts';
import { AnswerTooLarge, readText } from './body.ts';
import { GraphFailure, refusal, unreachable, unreadable, type Kind } from './failure.ts';
import type { Gate } from './gate.ts';
import { isOutlook, type GraphPath } from './path.ts';
import { backoffMs, retryAfterMs } from './retry-after.ts';

/**
 * The address that requests are built for
 * (docs/platform/graph.md, “The Graph client sends its headers to Graph's own hosts”). They are sent to `graphUrl`.
 */
const GRAPH = PUBLIC_CLOUD.graph;

/** Deadline for one attempt, ms, including the wait at the gate and for a token. */
export const TRY_MS = 10_000;
/** Deadline for a repeatable call with all its attempts, ms. */
const ALL_TRIES_MS = 30_000;
const TRIES = 3;

/** One request to Graph. */
export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly at: GraphPath;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /**
   * Changes nothing, although Graph requires POST (getSchedule, getPresencesByUserId). A GET never changes anything.
   * Only such calls are retried here. Writes are retried by the outbox, which looks up the result first.
   */
  readonly reads?: true;
  /** How many of Exchange's four places the call takes, if its path does not determine that (`$batch`). */
  readonly places?: number;
}

export interface GraphReply {
  readonly status: number;
  readonly text: string;
  readonly retryAfterMs: number | undefined;
}

export interface TransportDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Log;
  /** From 0 to 1, for the jitter of waits. */
  readonly random: () => number;
  /** Creates a UUID: Graph's support asks for the client-request-id. */
  readonly newId: () => string;
  readonly gate: Gate;
  readonly tokens: TokenCache;
  /** Graph's address outside the public cloud: a national cloud or a simulator. No trailing slash. */
  readonly graphUrl?: string;
  /** A person is waiting: these requests go before background work. */
  readonly urgent: boolean;
}

/** All calls to Graph go through here: token, gate, deadline, retries of reads, and typed errors. */
export interface Transport {
  /** Returns a successful answer. Throws GraphFailure for everything else. */
  send(call: GraphCall): Promise<GraphReply>;
  /** Origins of links that may be followed with our token. */
  readonly origins: readonly string[];
  /** How many calls to Exchange one batch may contain. */
  readonly widest: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
}

/**
 * Carries the state of one request past the client
 * (docs/platform/graph.md, “The Graph client hides why a request failed”).
 */
class Carrier {
  sent = false;
  failure: unknown;
}

export function createTransport(deps: TransportDeps): Transport {
  const { clock, log, tokens, gate } = deps;
  const graphUrl = deps.graphUrl ?? GRAPH;
  const client = Client.initWithMiddleware({ middleware: chain(deps.fetch, graphUrl) });

  /** One attempt. Throws GraphFailure, or the signal's reason if it aborts while the call waits at the gate. */
  async function once(call: GraphCall, what: string, kind: Kind, signal: AbortSignal): Promise<GraphReply> {
    const carrier = new Carrier();
    const requestId = deps.newId();
    const places = call.places ?? (isOutlook(call.at) ? 1 : 0);
    const leave = places === 0 ? () => {} : await gate.enter({ places, urgent: deps.urgent, signal });
    const began = clock.now();
    try {
      const token = await abortable(signal, tokens.get());
      if (signal.aborted) throw reasonOf(signal);
      const request = client
        .api(call.at.url)
        .responseType(ResponseType.RAW)
        .middlewareOptions([carrier])
        .headers({ Authorization: `Bearer ${token}`, 'client-request-id': requestId, ...call.headers })
        .option('signal', signal);
      const response: unknown = await dispatch(request, call).catch((error: unknown) => {
        throw carrier.failure ?? error;
      });
      if (!(response instanceof Response)) throw new Error('the Graph client returned no response');
      const text = await readText(response);
      const header = (name: string) => response.headers.get(name);
      const reply = { status: response.status, text, retryAfterMs: retryAfterMs(header, clock.now()) };
      const seen = { what, status: reply.status, ms: clock.now() - began, clientRequestId: requestId };
      const fields = { ...seen, requestId: header('request-id') ?? undefined };
      if (response.ok) {
        log.debug('graph.answered', fields);
        return reply;
      }
      if (response.status === 401) tokens.drop(token);
      const failure = refusal(kind, reply, what);
      log.warn('graph.refused', { ...fields, code: failure.codes.at(-1) });
      throw failure;
    } catch (thrown) {
      if (thrown instanceof GraphFailure) throw thrown;
      log.warn('graph.unanswered', { what, ms: clock.now() - began, clientRequestId: requestId, sent: carrier.sent });
      if (thrown instanceof AnswerTooLarge) throw unreadable(kind, thrown.message, what);
      throw unreachable(kind, carrier.sent, thrown, what);
    } finally {
      leave();
    }
  }

  /** A token can expire early. A request that was refused for it did nothing, so it is retried once. */
  async function withToken(call: GraphCall, what: string, kind: Kind): Promise<GraphReply> {
    const attempt = () =>
      withDeadline(clock, TRY_MS, (signal) => once(call, what, kind, signal)).catch((thrown: unknown) => {
        // The deadline passed while it waited at the gate.
        throw thrown instanceof GraphFailure ? thrown : unreachable(kind, false, thrown, what);
      });
    try {
      return await attempt();
    } catch (thrown) {
      if (thrown instanceof GraphFailure && thrown.status === 401) return attempt();
      throw thrown;
    }
  }

  return {
    origins: [...new Set([GRAPH, graphUrl])],
    widest: gate.widest,
    clock,
    log,
    random: deps.random,
    async send(call) {
      const kind: Kind = call.method === 'GET' || call.reads === true ? 'read' : 'write';
      const what = `${call.method} ${call.at.shape}`;
      const until = clock.now() + ALL_TRIES_MS;
      for (let tries = 1; ; tries += 1) {
        try {
          return await withToken(call, what, kind);
        } catch (thrown) {
          if (kind === 'write' || !(thrown instanceof GraphFailure) || !passes(thrown) || tries === TRIES) throw thrown;
          const wait = backoffMs(tries, thrown.retryAfterMs, deps.random);
          if (clock.now() + wait > until) throw thrown;
          await clock.sleep(wait);
        }
      }
    },
  };
}

/** Whether a retry of a read may succeed. That includes 500, although Graph also sends it for a broken rule. */
function passes(failure: GraphFailure): boolean {
  return failure.retry === 'later' && failure.status !== 401;
}

/**
 * Middleware: the client builds requests and adds telemetry, then our own fetch sends them to `graphUrl`. The client's
 * retries, redirects and authentication are left out
 * (docs/platform/graph.md, “The Graph client hides why a request failed”).
 */
function chain(fetchIt: typeof fetch, graphUrl: string): Middleware {
  const telemetry = new TelemetryHandler();
  telemetry.setNext({
    async execute(context: Context) {
      const carrier: unknown = context.middlewareControl?.getMiddlewareOptions(Carrier);
      const asked: unknown = context.request;
      const url = asked instanceof Request ? asked.url : String(asked);
      try {
        if (carrier instanceof Carrier) carrier.sent = true;
        // `context.request` stays unchanged
        // (docs/platform/graph.md, “The Graph client sends its headers to Graph's own hosts”).
        context.response = await fetchIt(graphUrl + url.slice(GRAPH.length), {
          ...context.options,
          redirect: 'manual',
        });
      } catch (error) {
        if (carrier instanceof Carrier) carrier.failure = error;
        throw error;
      }
    },
  });
  return telemetry;
}

type SdkRequest = ReturnType<Client['api']>;

function dispatch(request: SdkRequest, call: GraphCall): Promise<unknown> {
  switch (call.method) {
    case 'GET':
      return request.get() as Promise<unknown>;
    case 'POST':
      return request.post(call.body ?? {}) as Promise<unknown>;
    case 'PATCH':
      return request.patch(call.body) as Promise<unknown>;
    case 'DELETE':
      return request.delete() as Promise<unknown>;
  }
}
