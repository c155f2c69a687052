import { permissionsFound } from '../desk/index.ts';
import type { Store } from '../desk/ports/store.ts';
import type { Check } from '../web/index.ts';

/**
 * Readiness details for operators: one check for each missing Microsoft Graph permission, with what its absence costs.
 * None of them makes an instance unready, because tickets are dispatched without Microsoft Graph too.
 */
export async function graphChecks(store: Store): Promise<readonly Check[]> {
  const found = await permissionsFound(store);
  if (found.length === 0) return [{ name: 'graph', ok: true, detail: 'permissions not read yet' }];
  const missing = found.filter(({ granted }) => granted === 'no');
  const unknown = found.filter(({ granted }) => granted === 'unknown').map(({ permission }) => permission);
  const untold = unknown.length === 0 ? '' : `; cannot be told: ${unknown.join(', ')}`;
  const said = missing.length === 0 ? 'no permission is missing' : `permissions missing: ${missing.length}`;
  return [
    { name: 'graph', ok: missing.every(({ needed }) => !needed), detail: `${said}${untold}` },
    ...missing.map(({ permission, needed, costs }) => ({ name: `graph ${permission}`, ok: !needed, detail: costs })),
  ];
}
