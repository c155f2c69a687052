import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { DeskDeps } from '../deps.ts';
import type { Store } from '../ports/store.ts';

const DAY = 24 * 3_600_000;

/** When this installation first looked at the PSA, ms; `undefined` before it has. */
export async function firstStartAt(store: Store): Promise<number | undefined> {
  const doc = await store.get('meta', 'installed');
  return doc?.data.is === 'installed' ? doc.data.at : undefined;
}

/** Before the first look; called before each, so that an installation that is older than this record gets it, too. */
export async function recordFirstStart({ store, clock }: Pick<DeskDeps, 'store' | 'clock'>): Promise<void> {
  if ((await firstStartAt(store)) !== undefined) return;
  await store.commit([{ op: 'insert', c: 'meta', id: 'installed', data: { is: 'installed', at: clock.now() } }]);
}

/**
 * Whether a ticket is work that somebody had before we came: it was theirs already when it was first heard of, and is
 * older than this installation, or than a day (we stood still meanwhile). They have begun to arrange it by themselves, and
 * clients must not be written to in crowds because a service was started. What changes hands since is new to whoever has
 * it now.
 */
export function wasOwnedBeforeFirstStart(
  { owner, heardAt, createdAt }: DeskTicket,
  installed: number | undefined,
): boolean {
  if (owner?.via !== 'psa' || owner.at !== heardAt) return false;
  return installed === undefined || createdAt < installed || heardAt - createdAt > DAY;
}
