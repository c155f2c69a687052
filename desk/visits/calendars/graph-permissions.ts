import { contentHash } from '../../../model/hash.ts';
import type { DeskDeps } from '../../deps.ts';
import { showTrouble } from '../../posts/index.ts';
import type { PermissionFinding } from '../../ports/presence.ts';
import type { Store } from '../../ports/store.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { keepMeta } from '../../records/index.ts';

/** What Microsoft Graph lets us do, as far as anybody has found out; empty before the first probe. */
export async function permissionsFound(store: Store): Promise<readonly PermissionFinding[]> {
  const doc = await store.get('meta', 'permissions');
  return doc?.data.is === 'permissions' ? doc.data.found : [];
}

/**
 * Finds out what Microsoft Graph lets us do: at the start and every hour, so that what an admin grants or takes away shows
 * by itself, once our token of the hour before has ended. Kept in the store, where every copy's readiness and cards read
 * it; said once in the log when it changes. In the channel only what is needed is called trouble: an MSP may well want to
 * do without the rest.
 */
export async function checkPermissions(deps: DeskDeps, probe: NonNullable<VisitDeps['probe']>): Promise<void> {
  const { store, log } = deps;
  const told = await permissionsFound(store);
  const found = await probe();
  // Nobody answers: then it stays as it was last known.
  const silent = found.every(({ granted }) => granted === 'unknown');
  if ((silent && told.length > 0) || contentHash(found) === contentHash(told)) return;
  const before = new Map(told.map((one) => [one.permission, one.granted]));
  await keepMeta(store, { is: 'permissions', found });
  for (const { permission, needed, granted, costs } of found) {
    if (granted === 'yes' || before.get(permission) === granted) continue;
    const missing = granted === 'no' ? 'graph.permission-missing' : 'graph.permission-unknown';
    log[needed && granted === 'no' ? 'error' : 'warn'](missing, { permission, costs });
  }
  if (contentHash(needs(found)) !== contentHash(needs(told))) await showTrouble(deps);
}

/** Needed ones that are missing. */
function needs(found: readonly PermissionFinding[]): readonly string[] {
  return found.flatMap(({ permission, needed, granted }) => (needed && granted === 'no' ? permission : []));
}
