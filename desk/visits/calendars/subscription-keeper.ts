import { asCoded } from '../../../model/errors.ts';
import type { DeskDeps } from '../../deps.ts';
import { metaWrite, untilCommitted } from '../../records/index.ts';
import { markStale, peopleWithCalendars } from './stale-calendars.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { LIFE_MS, subscriptionPlan } from './subscription-plan.ts';

const MINUTE = 60_000;
/** How often people and subscriptions are compared, ms: somewhat more often than the directory changes. */
const CHECK_MS = 10 * MINUTE;
/** How often to check whether another instance heard that a subscription needs renewal, ms. */
const LOOK_MS = 5_000;
/** A mailbox that cannot be subscribed to is tried again after this time, ms; meanwhile its calendar is polled. */
const AGAIN_MS = 60 * MINUTE;
const TROUBLE_MS = MINUTE;
/** Creating one takes two handshakes with us, so only a few run at a time. */
const AT_ONCE = 4;

/** The path in web/graph-hooks.ts. */
const noticePath = (place: string) => `/hooks/graph/${place}`;

/**
 * Keeps one subscription for each followed calendar: creates it, renews it at half of its life, and ends it when the
 * person leaves. Graph's own list is the truth, so nothing is created twice after a restart. Returns how long to rest,
 * ms. A failing subscription does not affect the others: a calendar without notifications is polled.
 */
export function subscriptionKeeper(
  notices: NonNullable<VisitDeps['graphNotifications']>,
): (deps: DeskDeps, turn: { readonly first: boolean }) => Promise<number> {
  const { port, publicUrl } = notices;
  let checkedAt = -Infinity;
  /** People who must not be tried again before then. */
  const refused = new Map<string, number>();

  async function check(deps: DeskDeps, asked: ReadonlySet<string>): Promise<void> {
    const { clock, log, store } = deps;
    const now = clock.now();
    const notifyUrl = `${publicUrl()}${noticePath(port.place)}`;
    const wanted = (await peopleWithCalendars(store)).flatMap(({ data }) => data.mail ?? []);
    const plan = subscriptionPlan({ now, wanted, known: await port.list(), notifyUrl, asked });
    const make = plan.make.filter((mail) => now >= (refused.get(mail) ?? -Infinity));
    const trouble = (what: string) => (error: unknown) => {
      log.warn('subscriptions.failed', { what, code: asCoded(error).code });
    };
    const subscribe = async (mail: string) => {
      try {
        await port.subscribe(mail, notifyUrl, `${notifyUrl}/lifecycle`, clock.now() + LIFE_MS);
        refused.delete(mail);
        // Covers changes from before the subscription existed.
        await markStale(deps, [mail]);
      } catch (error) {
        refused.set(mail, clock.now() + AGAIN_MS);
        trouble('subscribe')(error);
      }
    };
    const work = [
      ...plan.end.map(
        ({ id }) =>
          () =>
            port.unsubscribe(id).catch(trouble('end')),
      ),
      ...plan.renew.map(({ id, mail }) => async () => {
        const renewed = await port.renew(id, clock.now() + LIFE_MS).catch((error: unknown) => trouble('renew')(error));
        if (renewed === false) await subscribe(mail);
      }),
      ...make.map((mail) => () => subscribe(mail)),
    ];
    for (let at = 0; at < work.length; at += AT_ONCE) await clock.all(work.slice(at, at + AT_ONCE));
    if (work.length > 0) {
      log.info('subscriptions.kept', { made: make.length, renewed: plan.renew.length, ended: plan.end.length });
    }
  }

  return async (deps, { first }) => {
    const { clock, log, store, instances: copies } = deps;
    const told = await store.get('meta', 'subscriptions');
    const asked = new Set(told?.data.is === 'subscriptions' ? told.data.renew : []);
    if (first || asked.size > 0 || clock.now() - checkedAt >= CHECK_MS) {
      try {
        await check(deps, asked);
      } catch (error) {
        log.warn('subscriptions.unreadable', { code: asCoded(error).code });
        return TROUBLE_MS;
      }
      checkedAt = clock.now();
      if (told) await forget(deps, asked);
    }
    const next = Math.max(0, checkedAt + CHECK_MS - clock.now());
    return copies.alone ? next : Math.min(LOOK_MS, next);
  };
}

/** Requests that arrived meanwhile stay. */
async function forget({ store }: DeskDeps, done: ReadonlySet<string>): Promise<void> {
  await untilCommitted(async () => {
    const doc = await store.get('meta', 'subscriptions');
    if (doc?.data.is !== 'subscriptions') return;
    const renew = doc.data.renew.filter((id) => !done.has(id));
    await store.commit([
      renew.length === 0
        ? { op: 'remove', c: 'meta', id: doc.id, expect: doc.v }
        : metaWrite(doc, { is: 'subscriptions', renew }),
    ]);
  });
}
