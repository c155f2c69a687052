import { asCoded } from '../../../model/errors.ts';
import { Alarm } from '../../runtime/index.ts';
import type { DeskDeps } from '../../deps.ts';
import type { GraphNotice } from '../../ports/subscriptions.ts';
import { metaWrite, untilCommitted } from '../../records/index.ts';
import { markStale } from './stale-calendars.ts';
import type { VisitDeps } from '../../visit-deps.ts';

/** What comes within this time is noted together, ms: dragging one meeting makes several notices. */
const GATHER_MS = 500;
/** Nobody keeps more calendars than this; what is left out the next poll finds. */
const AT_MOST = 2_000;

export interface GraphNotifications {
  /** The last part of the address. */
  readonly place: string;
  /**
   * Takes no time and never throws: Graph wants its answer within three seconds. Gives what is to be echoed, when it only
   * asks whether we are there.
   */
  hear(query: Readonly<Record<string, unknown>>, body: unknown): string | undefined;
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Graph's notices, at the copy that heard them: a load balancer brings them to any. They are hints, noted in the store
 * for the copy that follows calendars; what is lost with a copy the next poll finds.
 */
export function createGraphNotifications(
  deps: DeskDeps,
  { port }: NonNullable<VisitDeps['graphNotifications']>,
  rings: { readonly calendars: () => void; readonly subscriptions: () => void },
): GraphNotifications {
  const { clock, log, metrics } = deps;
  const alarm = new Alarm(clock);
  const mails = new Set<string>();
  const renew = new Set<string>();

  const keep = (into: Set<string>, more: readonly string[]) => {
    for (const one of more) if (into.size < AT_MOST) into.add(one);
  };

  function note(notice: GraphNotice): void {
    keep(mails, notice.mails);
    keep(renew, notice.renew);
    alarm.ring();
  }

  /** Each kind by itself: a store that refuses one of them leaves the other. */
  async function carryOver(): Promise<void> {
    const [changed, asked] = [[...mails], [...renew]];
    mails.clear();
    renew.clear();
    const failed = (error: unknown) => log.warn('notices.not-noted', { code: asCoded(error).code });
    if (changed.length > 0) {
      await markStale(deps, changed).catch(failed);
      rings.calendars();
    }
    if (asked.length > 0) {
      await askRenewal(deps, asked).catch(failed);
      rings.subscriptions();
    }
  }

  return {
    place: port.place,
    hear(query, body) {
      const { answer, notice, ok } = port.readNotice(query, body);
      if (notice) note(notice);
      metrics.count('notices_total', { outcome: answer !== undefined ? 'handshake' : ok ? 'accepted' : 'refused' });
      return answer;
    },
    async run(signal) {
      const ring = () => alarm.ring();
      signal.addEventListener('abort', ring);
      while (!signal.aborted) {
        alarm.clear();
        await carryOver();
        await alarm.sleep(60_000);
        await clock.sleep(GATHER_MS, signal);
      }
      signal.removeEventListener('abort', ring);
    },
  };
}

async function askRenewal({ store }: DeskDeps, ids: readonly string[]): Promise<void> {
  await untilCommitted(async () => {
    const doc = await store.get('meta', 'subscriptions');
    const known = doc?.data.is === 'subscriptions' ? doc.data.renew : [];
    const renew = [...new Set([...known, ...ids])].slice(0, AT_MOST);
    await store.commit([metaWrite(doc, { is: 'subscriptions', renew })]);
  });
}
