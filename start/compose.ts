import type { RequestHandler } from 'express';
import { createBot, type Bot, type BotConfig } from '../bot/index.ts';
import {
  createDesk,
  withCaches,
  type Instances,
  type Desk,
  type DeskPolicy,
  type PersonSetting,
  type RoleGroups,
  type VisitDeps,
} from '../desk/index.ts';
import type { Budget } from '../desk/outbox/index.ts';
import type { ChatPort } from '../desk/ports/chat.ts';
import type { PsaPort } from '../desk/ports/psa.ts';
import type { Store } from '../desk/ports/store.ts';
import { untilCommitted } from '../desk/records/index.ts';
import type { Clock } from '../model/clock.ts';
import { asCoded } from '../model/errors.ts';
import type { Ids } from '../model/ids.ts';
import type { Log } from '../model/log.ts';
import type { Metrics } from '../model/metrics.ts';
import { whileBusy } from '../model/while-busy.ts';
import type { SkillMatrix } from '../routing/index.ts';
import { createWeb, type RootPage } from '../web/index.ts';
import { graphChecks } from './graph-checks.ts';
import { START_PATIENCE_MS } from './open-store.ts';
import { scrape } from './scrape.ts';

/** Everything one Callboard process is made of. Production, demo, tests and benchmarks differ only in these values. */
export interface CallboardDeps {
  readonly clock: Clock;
  /** The machine's clock, for the web server: a stop must not wait for a virtual clock that is paused. */
  readonly wallClock: Clock;
  readonly ids: Ids;
  readonly random: () => number;
  readonly fetch: typeof fetch;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly registry: { readonly contentType: string; metrics(): Promise<string> };
  readonly store: Store;
  readonly psa: PsaPort;
  readonly bot: BotConfig;
  readonly policy: DeskPolicy;
  readonly people: readonly PersonSetting[];
  readonly skills?: SkillMatrix;
  /** Roles by Entra group, in addition to those of `people`. */
  readonly roleGroups?: RoleGroups;
  readonly channel?: { readonly id: string; readonly serviceUrl: string };
  readonly budget: Budget;
  /** How many effects may run at the same time. */
  readonly parallel: number;
  readonly owner: string;
  /** This process among others that share the store; SINGLE_INSTANCE when it has the store to itself. */
  readonly instances: Instances;
  /** The address of our webhook, to register in the PSA. Absent: it is registered elsewhere, or not at all. */
  readonly hookAddress?: string;
  readonly hookPath?: string;
  readonly page: RootPage;
  readonly metricsToken?: string;
  readonly before?: readonly RequestHandler[];
  /** Calendars, Bookings and mail; absent without Microsoft Graph. */
  readonly visits?: VisitDeps;
}

export interface Callboard {
  readonly desk: Desk;
  readonly bot: Bot;
  /** Where the web server listens. */
  readonly url: string;
  /** Starts the background loops. */
  start(): void;
  /** Stops taking requests, lets running work finish, and closes the store. */
  stop(): Promise<void>;
}

/**
 * How long running work may take during a stop, ms. An answer to a person may take seven seconds (desk/chat/inbound.ts).
 * With the store's last commits, which take 2.5 s at most, a stop takes less than ten seconds. An attempt that still waits
 * for its answer stays recorded as begun; the instance that continues it checks first whether it landed.
 */
const DRAIN_MS = 7_250;

/** Wires one Callboard and starts its web server. The background loops begin with `start`. */
export async function compose(parts: CallboardDeps, at: { host: string; port: number }): Promise<Callboard> {
  const { clock, store, log, psa, wallClock } = parts;
  await store.migrate();
  await whileBusy(wallClock, wallClock.now() + START_PATIENCE_MS, async () => {
    // The other instances must know this one before it sends anything.
    await parts.instances.beat();
    await knowChannel(parts);
  });
  // The bot needs the desk's inbound handler and the desk needs the bot's chat port, so one of them is set later.
  const voice: { chat?: ChatPort } = {};
  const chat = lateChat(voice);
  const desk = createDesk(
    {
      store,
      psa,
      chat,
      clock,
      ids: parts.ids,
      random: parts.random,
      log,
      metrics: parts.metrics,
      policy: parts.policy,
      owner: parts.owner,
      instances: parts.instances,
      ...(parts.visits ? { visits: withCaches(parts.visits, clock) } : {}),
    },
    {
      people: parts.people,
      skills: parts.skills?.technicians ?? [],
      budget: parts.budget,
      ...(parts.roleGroups ? { roleGroups: parts.roleGroups } : {}),
      parallel: parts.parallel,
      ...(parts.hookAddress === undefined ? {} : { subscribe: subscription(parts, parts.hookAddress) }),
    },
  );
  const bot = createBot(parts.bot, { inbound: desk.inbound, fetch: parts.fetch, clock, wallClock, log });
  voice.chat = bot.chat;

  const warmUp = () => {
    bot.warmUp().catch((error: unknown) => {
      log.warn('bot.cold', { code: asCoded(error).code, cause: error });
    });
  };
  const ready = async () => {
    const health = await store.health();
    const teams = bot.health();
    // A load balancer sends no requests to an unready instance, and without requests nothing would fetch the keys again.
    if (!teams.ok) warmUp();
    const writable = health.ok && health.trouble === undefined;
    const graph = writable && parts.visits?.probe ? await graphChecks(store) : [];
    return {
      ok: writable && teams.ok,
      checks: [
        { name: 'store', ok: writable, detail: health.trouble ?? `${health.engine}, schema ${health.schema}` },
        { name: 'teams', ok: teams.ok, ...(teams.detail === undefined ? {} : { detail: teams.detail }) },
        ...graph,
      ],
    };
  };
  const web = createWeb({
    bot: bot.handler,
    ...(parts.hookPath === undefined
      ? {}
      : {
          psa: {
            path: parts.hookPath,
            hook: (headers, raw) => {
              const read = psa.readHook(headers, raw);
              if (read.ok) desk.hint(read.ticketIds);
              return { ok: read.ok, accepted: read.ticketIds.length };
            },
          },
        }),
    page: parts.page,
    before: parts.before ?? [],
    metrics: parts.metrics,
    ids: parts.ids,
    clock: parts.wallClock,
    health: async () => {
      const health = await store.health();
      return { ok: health.ok, checks: [{ name: 'store', ok: health.ok }] };
    },
    ready,
    ...(desk.clientPages ? { visits: desk.clientPages } : {}),
    ...graphHook(desk),
    registry: {
      contentType: parts.registry.contentType,
      metrics: () => scrape({ ...parts, gauges: () => desk.gauges(), clock: wallClock }),
    },
    metricsToken: parts.metricsToken,
    log,
  });
  const listening = await web.listen(at);
  const ending = new AbortController();
  let running: Promise<void> | undefined;
  return {
    desk,
    bot,
    url: listening.url,
    start() {
      warmUp();
      running ??= desk.run(ending.signal);
    },
    async stop() {
      // Running work finishes while the leases of this instance pass to the others.
      ending.abort();
      const patience = new AbortController();
      const drained = listening.drain().then(() => running);
      await Promise.race([drained, parts.wallClock.sleep(DRAIN_MS, patience.signal)]);
      patience.abort();
      await store.close();
    },
  };
}

function graphHook({ graphNotifications: notices }: Desk): Pick<Parameters<typeof createWeb>[0], 'graph'> {
  return notices ? { graph: { place: notices.place, hook: (query, body) => notices.hear(query, body) } } : {};
}

/** Registers our webhook in the PSA. If that fails, polling continues without it. */
function subscription({ psa, log }: CallboardDeps, address: string): () => Promise<void> {
  return async () => {
    try {
      await psa.subscribe(address);
    } catch (error) {
      log.warn('hook.not-subscribed', { cause: error, why: 'polling goes on alone' });
    }
  };
}

/** Stores the dispatch channel of the settings, unless somebody has chosen another one with “dispatch here”. */
async function knowChannel({ store, channel, bot }: CallboardDeps): Promise<void> {
  if (!channel) return;
  const conversation = { ...channel, tenantId: bot.tenantId, kind: 'channel' as const };
  // Several instances may start at the same time; the one that loses the race finds the record.
  await untilCommitted(async () => {
    if (await store.get('meta', 'channel')) return;
    await store.commit([{ op: 'insert', c: 'meta', id: 'channel', data: { is: 'channel', conversation } }]);
  });
}

function lateChat(voice: { chat?: ChatPort }): ChatPort {
  const now = () => {
    if (!voice.chat) throw new Error('the bot is not there yet');
    return voice.chat;
  };
  return {
    send: (to, message) => now().send(to, message),
    update: (to, id, message) => now().update(to, id, message),
    openPersonal: (entraId) => now().openPersonal(entraId),
    mailOf: (conversation, teamsId) => now().mailOf(conversation, teamsId),
  };
}
