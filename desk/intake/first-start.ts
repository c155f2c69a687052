import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { DeskDeps } from '../deps.ts';
import type { Store } from '../ports/store.ts';

const DAY = 24 * 3_600_000;

/** When this installation first read the PSA, ms. `undefined` before that. */
export async function firstStartAt(store: Store): Promise<number | undefined> {
  const doc = await store.get('meta', 'installed');
  return doc?.data.is === 'installed' ? doc.data.at : undefined;
}

/** Records the first start. Called before every poll, so that installations that predate this record get it, too. */
export async function recordFirstStart({ store, clock }: Pick<DeskDeps, 'store' | 'clock'>): Promise<void> {
  if ((await firstStartAt(store)) !== undefined) return;
  await store.commit([{ op: 'insert', c: 'meta', id: 'installed', data: { is: 'installed', at: clock.now() } }]);
}

/**
 * Whether somebody already owned this ticket before Callboard started: it had an owner when first read, and it was
 * created before this installation, or more than a day before it was first read (Callboard was down). The owner has
 * already begun to arrange such work, and clients must not get a flood of mails because a service started. A ticket
 * that changes owner later counts as new to its new owner.
 */
export function wasOwnedBeforeFirstStart(
  { owner, heardAt, createdAt }: DeskTicket,
  installed: number | undefined,
): boolean {
  if (owner?.via !== 'psa' || owner.at !== heardAt) return false;
  return installed === undefined || createdAt < installed || heardAt - createdAt > DAY;
}
