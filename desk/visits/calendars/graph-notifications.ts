import { asCoded } from '../../../model/errors.ts';
import { Alarm } from '../../runtime/index.ts';
import type { DeskDeps } from '../../deps.ts';
import type { GraphNotice } from '../../ports/subscriptions.ts';
import { metaWrite, untilCommitted } from '../../records/index.ts';
import { markStale } from './stale-calendars.ts';
import type { VisitDeps } from '../../visit-deps.ts';

/** Notifications within this time are recorded together, ms: dragging one meeting causes several. */
const GATHER_MS = 500;
/** More calendars than any desk has; the next poll finds what is left out. */
const AT_MOST = 2_000;

export interface GraphNotifications {
  /** The last part of the address. */
  readonly place: string;
  /**
   * Returns immediately and never throws, because Graph wants its answer within three seconds. Returns the text to echo
   * when Graph only validates the address.
   */
  hear(query: Readonly<Record<string, unknown>>, body: unknown): string | undefined;
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Receives Graph's notifications at any instance, wherever the load balancer sends them. They are hints, recorded in
 * the store for the instance that follows calendars; the next poll finds what is lost with an instance.
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

  /** Each kind separately: if the store refuses one of them, the other is still recorded. */
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
