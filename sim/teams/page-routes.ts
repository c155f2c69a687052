import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import type { Clock } from '../../model/clock.ts';
import { isForLoopback } from '../loopback-page.ts';
import type { TeamsClient } from './client.ts';
import { pageFiles } from './page-files.ts';
import { conversationsOf, listEntry, messageJson, peopleJson, toastJson } from './page-view.ts';
import type { BehindTheScenes, ClockControls, Hint } from './page-view.ts';
import type { SimUser } from './people.ts';
import type { ConversationState, Json, Message, TeamsState } from './state.ts';

const PAGE_SIZE = 30;
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const data = z.record(z.string(), z.unknown());
const act = z.discriminatedUnion('do', [
  z.object({ do: z.literal('open'), where: z.enum(['personal', 'channel']) }),
  z.object({ do: z.literal('say'), where: z.enum(['personal', 'channel']), text: z.string().trim().min(1).max(4_000) }),
  z.object({
    do: z.literal('execute'),
    message: z.string(),
    verb: z.string().optional(),
    id: z.string().optional(),
    data,
  }),
  z.object({ do: z.literal('submit'), message: z.string(), data }),
  z.object({ do: z.literal('openDialog'), message: z.string(), data }),
  z.object({ do: z.literal('submitDialog'), message: z.string(), data }),
  z.object({ do: z.literal('refresh'), message: z.string() }),
]);

export interface PageParts {
  readonly clock: Clock;
  readonly state: TeamsState;
  readonly client: TeamsClient;
  readonly open: (user: SimUser, conversation: ConversationState) => Promise<void>;
  readonly timeZone: string;
  readonly teamName: string;
  readonly hint: (() => Hint | undefined) | undefined;
  readonly pressed: ((who: string, messageId: string) => void) | undefined;
  readonly behind: (() => Promise<BehindTheScenes>) | undefined;
  readonly clockControls: ClockControls | undefined;
}

/** Serves the page that looks like Teams, and its API. Loopback only; the page loads nothing from third parties. */
export function pageRoutes(app: Express, parts: PageParts): { watching: () => ReadonlySet<string> } {
  const { state } = parts;
  const screens = new Map<object, string>();
  const page = express.Router();
  page.use(ownPageOnly);
  pageFiles(page);

  page.get(
    '/sim/start',
    withUser(state, (user, _req, res) => {
      res.json({
        me: { key: user.key, name: user.name, role: user.role },
        timeZone: parts.timeZone,
        teamName: parts.teamName,
        hasBehind: parts.behind !== undefined,
        speeds: parts.clockControls?.speeds ?? [],
        installed: state.installed.has(user.key),
        activity: state.toasts
          .filter((toast) => toast.person === user.key)
          .slice(-50)
          .map((toast) => toastJson(state, toast)),
        ...status(parts, user),
      });
    }),
  );
  page.get(
    '/sim/status',
    withUser(state, (user, _req, res) => void res.json(status(parts, user))),
  );
  page.get(
    '/sim/messages',
    withUser(state, (user, req, res) => {
      const conversation = conversationsOf(state, user).find((one) => one.kind === req.query['where']);
      if (!conversation) {
        res.status(404).json({ error: 'no such conversation for this person' });
        return;
      }
      const before = Number(req.query['before']) || Infinity;
      const shown = conversation.messages.filter((message) => !message.removed && message.seq < before);
      res.json({
        readUpTo: conversation.read.get(user.key) ?? 0,
        more: shown.length > PAGE_SIZE,
        messages: shown.slice(-PAGE_SIZE).map((message) => messageJson(message, user)),
      });
    }),
  );
  page.get(
    '/sim/events',
    withUser(state, (user, _req, res) => {
      screens.set(res, user.key);
      res.once('close', () => screens.delete(res));
      streamEvents(parts, user, res);
    }),
  );
  page.get('/sim/behind', async (_req, res) => {
    res.json(parts.behind ? await parts.behind() : { sections: [] });
  });
  page.post('/sim/clock', express.json({ limit: '1kb' }), (req, res) => {
    const wanted = z.object({ speed: z.number() }).safeParse(req.body);
    const controls = parts.clockControls;
    if (!wanted.success || !controls || ![0, ...controls.speeds].includes(wanted.data.speed)) {
      res.status(400).json({ error: 'no such speed' });
      return;
    }
    controls.setSpeed(wanted.data.speed);
    res.json({ speed: controls.speed(), now: parts.clock.now() });
  });
  page.post(
    '/sim/act',
    express.json({ limit: '256kb' }),
    withUser(state, async (user, req, res) => {
      const wanted = act.safeParse(req.body);
      if (!wanted.success) {
        res.status(400).json({ error: z.prettifyError(wanted.error) });
        return;
      }
      res.json((await perform(parts, user, wanted.data)) ?? { kind: 'done' });
    }),
  );
  app.use(page);
  return { watching: () => new Set(screens.values()) };
}

function status(parts: PageParts, user: SimUser): Json {
  const { state } = parts;
  return {
    now: parts.clock.now(),
    changes: state.changes,
    speed: parts.clockControls?.speed() ?? 1,
    people: peopleJson(state),
    conversations: conversationsOf(state, user).map((conversation) => listEntry(state, conversation, user)),
    ...(parts.hint ? { hint: parts.hint() } : {}),
  };
}

async function perform(parts: PageParts, user: SimUser, wanted: z.infer<typeof act>): Promise<unknown> {
  const { client, state } = parts;
  if (wanted.do === 'open' || wanted.do === 'say') {
    const conversation = conversationsOf(state, user).find((one) => one.kind === wanted.where);
    if (!conversation) return undefined;
    if (wanted.do === 'open') return parts.open(user, conversation);
    const answer = await client.say(user, conversation, wanted.text);
    const heard = answer === undefined || (answer.status !== undefined && answer.status < 300);
    return heard ? undefined : { kind: 'failed', text: 'Callboard did not answer. Please try again.' };
  }
  const message = messageOf(state, user, wanted.message);
  if (!message) return { kind: 'failed', text: 'This message is no longer here.' };
  if (wanted.do !== 'refresh') parts.pressed?.(user.key, message.id);
  switch (wanted.do) {
    case 'execute': {
      const { verb, id } = wanted;
      return client.execute(user, message, {
        ...(verb === undefined ? {} : { verb }),
        ...(id === undefined ? {} : { id }),
        data: wanted.data,
      });
    }
    case 'submit':
      return client.submit(user, message, wanted.data);
    case 'openDialog':
      return client.openDialog(user, message, wanted.data);
    case 'submitDialog':
      return client.submitDialog(user, message, wanted.data);
    case 'refresh':
      return client.refresh(user, message, 'manual');
  }
}

function messageOf(state: TeamsState, user: SimUser, id: string): Message | undefined {
  for (const conversation of conversationsOf(state, user)) {
    const message = conversation.byId.get(id);
    if (message && !message.removed) return message;
  }
  return undefined;
}

/** Server-Sent Events with the changes on this person's screen. */
function streamEvents(parts: PageParts, user: SimUser, res: Response): void {
  const { state } = parts;
  res.set({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  res.flushHeaders();
  const send = (event: string, payload: Json) => {
    res.write(`event: ${event}\ndata: ${JSON.stringify(payload)}\n\n`);
  };
  send('hello', { changes: state.changes });
  const stop = state.listen((change) => {
    if (change.kind === 'toast') {
      if (change.toast.person === user.key) send('toast', toastJson(state, change.toast));
      return;
    }
    const conversation = conversationsOf(state, user).find((one) => one.id === change.conversation);
    const message = conversation?.byId.get(change.id);
    if (!conversation || !message) return;
    if (change.kind !== 'read') send('message', { how: change.kind, message: messageJson(message, user) });
    send('list', listEntry(state, conversation, user));
  });
  res.once('close', stop);
}

function withUser(
  state: TeamsState,
  work: (user: SimUser, req: Request, res: Response) => unknown,
): (req: Request, res: Response) => Promise<void> {
  return async (req, res) => {
    const as = req.query['as'];
    const user = typeof as === 'string' ? state.findPerson(as) : state.people[0];
    if (!user) {
      res.status(404).json({ error: 'nobody of that name', people: state.people.map((one) => one.key) });
      return;
    }
    await work(user, req, res);
  };
}

/**
 * Keeps other sites in the same browser from acting here. They can reach loopback but cannot name our host (DNS
 * rebinding), nor post JSON without a preflight, which we do not answer.
 */
function ownPageOnly(req: Request, res: Response, next: NextFunction): void {
  res.set({
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  });
  if (!isForLoopback(req) || (req.method === 'POST' && !req.is('application/json'))) {
    res.status(403).json({ error: 'this page is served on loopback, to itself' });
    return;
  }
  next();
}
