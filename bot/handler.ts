import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../model/clock.ts';
import type { Log } from '../model/log.ts';
import { parseActivity } from './activity.ts';
import type { TeamsActivity } from './activity.ts';
import type { TeamsAdapter } from './adapter.ts';
import { anonymously } from './authenticate.ts';
import type { Authenticate, Authenticated } from './authenticate.ts';
import { readJson } from './body.ts';
import type { BotConfig } from './config.ts';
import { createFailures } from './failures.ts';
import { checkTenant } from './identity.ts';
import { isLoopback, isLoopbackUrl } from './loopback.ts';
import { errorId, Refusal } from './refusal.ts';
import { createResends } from './resends.ts';
import type { TurnAnswer } from './turn.ts';

/** An Express-compatible handler. It reads the body itself, so mount it before any body parser. */
export type BotHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/**
 * The bot's endpoint. It checks a request's size, shape, token and tenant, in this order, before the desk sees the
 * activity. Errors are answered in JSON with a code and a next step.
 */
export function createHandler(o: {
  config: BotConfig;
  authenticate: Authenticate;
  adapter: TeamsAdapter;
  /** Called with each accepted activity, because it carries the newest service address. */
  seen: (activity: TeamsActivity) => void;
  clock: Clock;
  log: Log;
}): BotHandler {
  const failures = createFailures(o.clock);
  const resends = createResends<TurnAnswer>(o.clock);
  const anonymous = o.config.anonymousLoopback === true;

  async function admit(req: IncomingMessage): Promise<{ activity: TeamsActivity; authenticated: Authenticated }> {
    if (req.method !== 'POST') throw new Refusal(405, 'INPUT_INVALID', 'Only POST is served here.');
    if (anonymous) onlyFromHere(req);
    const activity = parseActivity(await readJson(req));
    if (anonymous) {
      if (!isLoopbackUrl(activity.serviceUrl)) throw notLocal('serviceUrl');
      return { activity, authenticated: anonymously };
    }
    const authenticated = await o.authenticate(req.headers.authorization, activity);
    checkTenant(activity, o.config);
    return { activity, authenticated };
  }

  async function serve(req: IncomingMessage): Promise<TurnAnswer> {
    const { activity, authenticated } = await admit(req);
    o.seen(activity);
    const turn = () => o.adapter.answer(authenticated, activity);
    if (activity.id === undefined) return turn();
    const key = [activity.conversation.id, activity.id, activity.from.id, activity.type, activity.name].join('\n');
    return resends.once(key, turn);
  }

  function refuse(req: IncomingMessage, res: ServerResponse, thrown: unknown): void {
    const refusal = thrown instanceof Refusal ? thrown : unforeseen(thrown);
    if (refusal.status < 500) {
      const waitMs = failures.count(req.socket.remoteAddress ?? '');
      if (waitMs !== undefined) {
        res.setHeader('retry-after', Math.ceil(waitMs / 1000));
        answer(res, 429, new Refusal(429, refusal.code, `${refusal.message} Too many such requests.`).body());
        return;
      }
    }
    o.log.warn('bot.refused', { status: refusal.status, code: refusal.code, why: refusal.why });
    if (refusal.status === 401) res.setHeader('www-authenticate', 'Bearer');
    if (refusal.status === 405) res.setHeader('allow', 'POST');
    answer(res, refusal.status, refusal.body());
  }

  function unforeseen(thrown: unknown): Refusal {
    const id = errorId(String(o.clock.now()), String(thrown));
    const name = thrown instanceof Error ? thrown.name : typeof thrown;
    return new Refusal(500, 'INTERNAL', `That did not work, and the fault is ours (${id}).`, `${id} ${name}`);
  }

  return async (req, res) => {
    try {
      const { status, body } = await serve(req);
      answer(res, status, body);
    } catch (error) {
      refuse(req, res, error);
    }
  };
}

/** Refuses forwarded requests too: a proxy on this machine also connects from loopback. */
function onlyFromHere(req: IncomingMessage): void {
  if (!isLoopback(req.socket.remoteAddress)) throw notLocal('address');
  if (req.headers.forwarded !== undefined || req.headers['x-forwarded-for'] !== undefined) throw notLocal('forwarded');
}

function notLocal(why: string): Refusal {
  return new Refusal(403, 'NOT_ALLOWED', 'The anonymous local mode serves this machine only.', why);
}

function answer(res: ServerResponse, status: number, body: Readonly<Record<string, unknown>> | undefined): void {
  if (res.headersSent || res.destroyed) return;
  res.statusCode = status;
  res.setHeader('x-content-type-options', 'nosniff');
  if (body === undefined) {
    res.end();
    return;
  }
  const bytes = Buffer.from(JSON.stringify(body));
  res.setHeader('content-type', 'application/json; charset=utf-8');
  res.setHeader('content-length', bytes.length);
  res.end(bytes);
}
