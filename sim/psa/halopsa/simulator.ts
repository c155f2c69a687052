import express, { type Express, type Request, type Response } from 'express';
import type { Clock } from '../../../model/clock.ts';
import type { Log } from '../../../model/log.ts';
import { goneSignal, playFault } from '../../faulty.ts';
import { headersOf } from '../../journal.ts';
import { listenOnLoopback } from '../../listen.ts';
import type { VirtualClock } from '../../clock.ts';
import { accessControl } from './access.ts';
import { actionResource } from './actions.ts';
import { ok, type Answer, type Call, type Handler } from './answer.ts';
import { calendarResource } from './calendar.ts';
import { directoryResources } from './directory.ts';
import { faultPlan, type Fault, type Faults, type Misanswer } from './faults.ts';
import { createJournal, type Journal } from './journal.ts';
import { peopleInHalo } from './people.ts';
import { seeding } from './seed.ts';
import { HaloState } from './state.ts';
import { ticketPage } from './ticket-page.ts';
import { ticketResource } from './tickets.ts';
import { webhookResource, webhookSender } from './webhooks.ts';

export interface HaloSimulatorOptions {
  readonly clock: Clock | VirtualClock;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly log: Log;
  /** For sending webhooks; by default the virtual clock's fetch. */
  readonly fetch?: typeof fetch;
  readonly limit?: { readonly requests: number; readonly windowMs: number };
  /** Lifetime in seconds, an hour by default. */
  readonly tokenLife?: number;
  /** Events within this many ms are sent in one array. */
  readonly hookBatchMs?: number;
  /** How many exchanges and writes the journal keeps. */
  readonly journalSize?: number;
  /** Time zone of the ticket page. Default UTC. */
  readonly timeZone?: string;
}

export interface HaloSimulator {
  readonly app: Express;
  listen(port?: number): Promise<{ url: string; close(): Promise<void> }>;
  /** The tenant's tables. */
  readonly state: HaloState;
  /** Sets up the tenant. */
  readonly seed: ReturnType<typeof seeding>;
  /** Acts as a person in Halo. */
  readonly people: ReturnType<typeof peopleInHalo>;
  readonly faults: Faults;
  readonly journal: Journal;
  /** Revokes all tokens. */
  revokeTokens(): void;
  readonly tokensGiven: number;
}

/**
 * A HaloPSA tenant over real HTTP. It is never more lenient than the real one: no idempotency key, no optimistic
 * locking, no Retry-After. The resource server is `<url>/api`, the authorization server `<url>/auth`.
 */
export function createHaloSimulator(o: HaloSimulatorOptions): HaloSimulator {
  const { clock, log } = o;
  const virtual = 'middleware' in clock ? clock : undefined;
  const state = new HaloState(clock);
  const seed = seeding(state);
  const people = peopleInHalo(state);
  const faults = faultPlan(clock);
  const journal = createJournal(o.journalSize ?? 500);
  const access = accessControl({
    clock,
    tenant: o.tenant,
    clientId: o.clientId,
    clientSecret: o.clientSecret,
    tokenLife: o.tokenLife ?? 3_600,
    limit: o.limit ?? { requests: 500, windowMs: 300_000 },
  });
  const apiAgent = seed.agent({ name: 'Callboard API', isapiagent: true }).id;
  const posting = o.fetch ?? virtual?.fetch ?? fetch;
  state.onEvent = webhookSender({ state, clock, fetch: posting, log, batchMs: o.hookBatchMs ?? 0 });

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(express.json({ limit: '5mb' }), express.text({ type: 'application/x-www-form-urlencoded' }));
  if (virtual) app.use((req, res, next) => virtual.middleware(req, res, next));

  const run = (handler: Handler, open = false) => {
    return async (req: Request, res: Response): Promise<void> => {
      const path = req.path.replace(/^\/api/i, '');
      const call: Call = {
        method: req.method,
        path,
        params: req.params as Record<string, string>,
        query: new URLSearchParams(req.url.split('?')[1] ?? ''),
        body: req.body as unknown,
      };
      const apply = (): Answer => {
        const answer = handler(call);
        if (req.method !== 'GET' && !open && answer.status < 400) journal.write(clock.now(), path, call.body);
        return answer;
      };
      const fault = faults.take(req.method, path);
      const denied = open || fault?.then === 'drop' ? undefined : access.refuse(req.headers.authorization);
      const answer = denied ?? (fault ? await misbehave(clock, fault, apply, goneSignal(res)) : apply());
      journal.exchange({
        at: clock.now(),
        method: req.method,
        url: `${req.protocol}://${req.headers.host ?? 'localhost'}${req.originalUrl}`,
        headers: headersOf(req, ['authorization', 'content-type', 'accept']),
        ...(req.method === 'POST' ? { body: call.body } : {}),
        ...(answer ? { response: answer } : {}),
      });
      if (!answer) req.socket.destroy();
      else if (typeof answer.body === 'string') res.status(answer.status).type('text/plain').send(answer.body);
      else res.status(answer.status).json(answer.body);
    };
  };

  app.post(
    '/auth/token',
    run((call) => access.token(call.query.get('tenant') ?? undefined, formOf(call.body)), true),
  );
  const origin = (req: Request) => `${req.protocol}://${req.headers.host ?? 'localhost'}`;
  app.get('/api/authinfo', (req, res) => {
    void run(() => ok({ auth_url: `${origin(req)}/auth`, tenant_id: o.tenant }), true)(req, res);
  });

  app.get('/tickets', ticketPage(state, o.timeZone ?? 'UTC'));

  const tickets = ticketResource(state, people, apiAgent);
  const actions = actionResource(state, apiAgent);
  const calendar = calendarResource(state);
  const hooks = webhookResource(state);
  for (const [path, handler] of Object.entries(directoryResources(state, apiAgent)))
    app.get(`/api${path}`, run(handler));
  app.get('/api/Tickets', run(tickets.list)).post('/api/Tickets', run(tickets.post));
  app.get('/api/Tickets/:id', run(tickets.get)).delete('/api/Tickets/:id', run(tickets.remove));
  app.get('/api/Actions', run(actions.list)).post('/api/Actions', run(actions.post));
  app.get('/api/Appointment', run(calendar.list)).post('/api/Appointment', run(calendar.post));
  app.delete('/api/Appointment/:id', run(calendar.remove));
  app.get('/api/Webhook', run(hooks.list)).post('/api/Webhook', run(hooks.post));
  app.delete('/api/Webhook/:id', run(hooks.remove));
  app.get('/api/Notification', run(hooks.listNotifications)).post('/api/Notification', run(hooks.postNotification));

  return {
    app,
    listen: (port) => listenOnLoopback(app, port),
    state,
    seed,
    people,
    faults,
    journal,
    revokeTokens: () => access.revokeTokens(),
    get tokensGiven() {
      return access.tokensGiven;
    },
  };
}

/** Plays a fault. Returns `undefined` when the connection must be cut. */
function misbehave(clock: Clock, fault: Fault, apply: () => Answer, gone: AbortSignal): Promise<Answer | undefined> {
  const { then, applies = 0 } = fault;
  const wrong = ({ status, body }: Misanswer): Answer => ({ status, body: body ?? 'An error has occurred.' });
  return playFault({ applies, then }, { clock, apply, wrong, name: 'halo', gone });
}

function formOf(body: unknown): URLSearchParams {
  return new URLSearchParams(typeof body === 'string' ? body : '');
}
