import { asCoded } from '../../../model/errors.ts';
import type { DeskDeps } from '../../deps.ts';
import { metaWrite, untilCommitted } from '../../records/index.ts';
import { markStale, peopleWithCalendars } from './stale-calendars.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { LIFE_MS, subscriptionPlan } from './subscription-plan.ts';

const MINUTE = 60_000;
/** How often people and subscriptions are compared, ms: as often as the directory could have changed, and some. */
const CHECK_MS = 10 * MINUTE;
/** How often it is asked whether another copy heard of a subscription that wants renewing, ms. */
const LOOK_MS = 5_000;
/** A mailbox that cannot be subscribed to is asked for again after so long, ms; its calendar is polled meanwhile. */
const AGAIN_MS = 60 * MINUTE;
const TROUBLE_MS = MINUTE;
/** Creating one takes two handshakes with us: a few at a time. */
const AT_ONCE = 4;

/** As web/graph-hooks.ts has it. */
const noticePath = (place: string) => `/hooks/graph/${place}`;

/**
 * Keeps one subscription for the calendar of everybody whose calendar we keep: made, renewed at half of its life, ended
 * when somebody left. What there is, is what Graph lists, so that nothing of an earlier life is doubled. Gives how long
 * to rest, ms. Outlives the failure of any one of them: a calendar without notices is polled.
 */
export function subscriptionKeeper(
  notices: NonNullable<VisitDeps['graphNotifications']>,
): (deps: DeskDeps, turn: { readonly first: boolean }) => Promise<number> {
  const { port, publicUrl } = notices;
  let checkedAt = -Infinity;
  /** Whom not to ask for again before then. */
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
        // What changed before there was somebody to tell of it.
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

/** What was asked for meanwhile stays. */
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
