import type { Change, PlannedWork } from '../../scheduling/index.ts';

export type Applied =
  | { readonly ok: true; readonly work: readonly PlannedWork[] }
  /** These are no longer where the preview saw them: make a new preview. */
  | { readonly ok: false; readonly stale: readonly string[] };

/**
 * Carries out a preview's changes, or its undo: all or, when one of them has meanwhile moved, nothing. The desk does
 * the same with its documents' versions.
 */
export function applyChanges(work: readonly PlannedWork[], changes: readonly Change[]): Applied {
  const byId = new Map(work.map((one) => [one.id, one]));
  const stale = changes.filter(({ id, from }) => {
    const one = byId.get(id);
    return one === undefined || one.at?.personId !== from?.personId || one.at?.start !== from?.start;
  });
  if (stale.length > 0) return { ok: false, stale: stale.map(({ id }) => id) };
  const target = new Map(changes.map(({ id, to }) => [id, to]));
  return {
    ok: true,
    work: work.map((one) => {
      if (!target.has(one.id)) return one;
      const { at: _gone, ...rest } = one;
      const to = target.get(one.id);
      return to === undefined ? rest : { ...rest, at: to };
    }),
  };
}
