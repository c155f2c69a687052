import type { Replan } from '../../../model/replan.ts';
import type { Visit } from '../../../model/visit.ts';
import type { Doc, Store, Write } from '../../ports/store.ts';
import type { Timer } from '../../ports/collections.ts';
import type { DeskDeps } from '../../deps.ts';
import { syncEffect } from '../../outbox/index.ts';
import { postOrRedraw } from '../../posts/index.ts';

/** The waiting plan for this cause, or the next free id: a settled plan is left alone. */
export async function newReplanId(
  store: Store,
  about: string,
): Promise<{ readonly replanId: string; readonly old: Doc<Replan> | undefined }> {
  for (let n = 1; ; n += 1) {
    const replanId = `${about}.${n}`;
    const old = await store.get('replans', replanId);
    if (!old || old.data.state === 'preview') return { replanId, old };
  }
}

/** When its buttons expire, its cards are drawn without them. */
export function replanTimer({ replanId }: Replan, dueAt: number, v: number): Write {
  const data: Timer = { kind: 'replan-ends', dueAt, replanId };
  return { op: 'insert', c: 'timers', id: `replan-ends:${replanId}:${v}`, data };
}

/** Redraws the plan's cards for everybody who has one; `asker` gets a new card. The same `occasion` redraws once. */
export async function replanSurfaces(
  store: Store,
  replan: Replan,
  { now, occasion, asker }: { readonly now: number; readonly occasion: string; readonly asker?: string },
): Promise<Write[]> {
  const writes: Write[] = [];
  for (const personId of replan.shownTo) {
    const id = replanCardId(replan, personId);
    const old = await store.get('surfaces', id);
    const known = old && personId === asker ? { ...old, data: { ...old.data, state: 'retired' as const } } : old;
    writes.push(
      ...postOrRedraw(known, {
        id,
        surface: {
          kind: 'replan',
          conversation: { personId },
          personId,
          content: { replanId: replan.replanId },
        },
        now,
        effectId: occasion,
      }),
    );
  }
  return writes;
}

/** A visit that a plan moved has made a step: redraws the plan's cards, which then say so. */
export async function followReplan(store: Store, { replanId, visitId, n }: Visit, now: number): Promise<Write[]> {
  const replan = replanId === undefined ? undefined : (await store.get('replans', replanId))?.data;
  if (!replan) return [];
  const ids = replan.shownTo.map((personId) => replanCardId(replan, personId));
  const live = (await store.getMany('surfaces', ids)).filter(({ data }) => data.state !== 'retired');
  return live.map(({ id, data: { conversation } }) => ({
    op: 'effect',
    effect: syncEffect({ surfaceId: id, conversation, now, id: `${visitId}.${n}` }),
  }));
}

function replanCardId({ replanId }: Replan, personId: string): string {
  return `replan:${replanId}:${personId}`;
}

/** The time for a button is over. */
export async function replanEnds({ store, clock }: DeskDeps, timer: Doc<Timer>, remove: Write): Promise<void> {
  const replan = await store.get('replans', timer.data.replanId ?? '');
  const cards = replan ? await replanSurfaces(store, replan.data, { now: clock.now(), occasion: timer.id }) : [];
  await store.commit([remove, ...cards]);
}
