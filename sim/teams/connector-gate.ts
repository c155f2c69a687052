import type { Request, Response } from 'express';
import type { Clock } from '../../model/clock.ts';
import type { Fault, Faults } from './faults.ts';
import type { Identity } from './identity.ts';
import type { LimitKind, RateLimiter } from './rate-limits.ts';
import type { Traffic } from './traffic.ts';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly why?: string;
}

export interface GateParts {
  readonly clock: Clock;
  readonly identity: Identity;
  readonly faults: Faults;
  readonly traffic: Traffic;
  /** Undefined switches the rate limits off; only the benchmark does that. */
  readonly limiter: RateLimiter | undefined;
}

/** The work of a route, run once the gate lets a request through. */
export interface Operation {
  /** Its name in the traffic log. */
  readonly what: string;
  readonly limit: LimitKind;
  /** The conversation whose rate limit the request counts against; undefined when none is known. */
  readonly conversation: (req: Request) => string | undefined;
  readonly work: (req: Request) => Reply;
}

/**
 * Checks each of the bot's requests before it is served: its token, Teams' rate limits, and planned faults. Logs the
 * outcome.
 */
export async function serve(parts: GateParts, operation: Operation, req: Request, res: Response): Promise<void> {
  const { clock, traffic } = parts;
  const { what, limit, work } = operation;
  const at = clock.now();
  const conversation = operation.conversation(req);
  const gone = new AbortController();
  res.once('close', () => gone.abort());

  const record = (reply: Reply | { status: undefined; body?: undefined; why: string }) => {
    traffic.add(
      {
        at,
        direction: 'out',
        method: req.method,
        path: req.originalUrl,
        what,
        limit,
        status: reply.status,
        ...(conversation === undefined ? {} : { conversation }),
        ...(param(req, 'activity') === '' ? {} : { activityId: param(req, 'activity') }),
        ...(reply.why === undefined ? {} : { why: reply.why }),
      },
      req.body,
      reply.body,
    );
  };
  const answer = (reply: Reply, headers: Record<string, string> = {}) => {
    record(reply);
    res.status(reply.status).set(headers).json(reply.body);
  };

  const refusal = await parts.identity.refusal(req.headers.authorization);
  if (refusal !== undefined) {
    answer({ ...refuse(401, 'Unauthorized', `Authorization has been denied for this request: ${refusal}`) });
    return;
  }
  const wait = parts.limiter?.take(limit, conversation, at) ?? 0;
  if (wait > 0) {
    const retryAfter = String(Math.ceil(wait / 1000));
    answer(
      { ...refuse(429, 'TooManyRequests', 'API calls quota exceeded'), why: 'rate' },
      { 'retry-after': retryAfter },
    );
    return;
  }
  const fault = parts.faults.takeFor(req.method, conversation);
  if (!fault) {
    answer(work(req));
    return;
  }
  await fail(parts, fault, () => work(req), { answer, record, gone: gone.signal, cut: () => void res.destroy() });
}

/** Plays the fault instead of serving the request. */
async function fail(
  parts: GateParts,
  fault: Fault,
  work: () => Reply,
  how: {
    answer: (reply: Reply, headers?: Record<string, string>) => void;
    record: (reply: { status: undefined; why: string }) => void;
    gone: AbortSignal;
    cut: () => void;
  },
): Promise<void> {
  const why = `fault: ${fault.kind}`;
  switch (fault.kind) {
    case 'throttle': {
      const headers: Record<string, string> =
        fault.retryAfterS === undefined ? {} : { 'retry-after': String(fault.retryAfterS) };
      how.answer({ ...refuse(429, 'TooManyRequests', 'API calls quota exceeded'), why }, headers);
      return;
    }
    case 'precondition':
      how.answer({ ...refuse(412, 'PreconditionFailed', 'Precondition failed, please retry'), why });
      return;
    case 'refuse':
      how.answer({ ...refuse(fault.status, fault.code), why });
      return;
    case 'error':
      if (fault.stored) work();
      how.answer({ ...refuse(fault.status, 'ServiceError'), why });
      return;
    case 'hang':
      if (fault.stored) work();
      how.record({ status: undefined, why });
      while (!how.gone.aborted) await parts.clock.sleep(3_600_000, how.gone);
      return;
    case 'late':
      how.record({ status: undefined, why });
      parts.clock.spawn('teams.late-success', async () => {
        await parts.clock.sleep(fault.afterMs);
        work();
      });
      how.cut();
  }
}

export function param(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}

export function refuse(status: number, code: string, message = code): Reply {
  return { status, body: { error: { code, message } }, why: code };
}
