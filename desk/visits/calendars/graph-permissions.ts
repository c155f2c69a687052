import { contentHash } from '../../../model/hash.ts';
import type { DeskDeps } from '../../deps.ts';
import { showTrouble } from '../../posts/index.ts';
import type { PermissionFinding } from '../../ports/presence.ts';
import type { Store } from '../../ports/store.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { keepMeta } from '../../records/index.ts';

/** The Graph permissions as last probed; empty before the first probe. */
export async function permissionsFound(store: Store): Promise<readonly PermissionFinding[]> {
  const doc = await store.get('meta', 'permissions');
  return doc?.data.is === 'permissions' ? doc.data.found : [];
}

/**
 * Probes the Graph permissions at the start and every hour, so that a change by an admin shows by itself once our token
 * has expired. The result is kept in the store, where readiness and cards of every instance read it, and logged when it
 * changes. The channel is told only about required permissions: an MSP may choose to do without the others.
 */
export async function checkPermissions(deps: DeskDeps, probe: NonNullable<VisitDeps['probe']>): Promise<void> {
  const { store, log } = deps;
  const told = await permissionsFound(store);
  const found = await probe();
  // Nobody answers: the last known result stays.
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

/** Required permissions that are missing. */
function needs(found: readonly PermissionFinding[]): readonly string[] {
  return found.flatMap(({ permission, needed, granted }) => (needed && granted === 'no' ? permission : []));
}
