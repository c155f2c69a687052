import type { DeskDeps } from '../../deps.ts';
import { everybody } from '../../people/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';

const DAY = 24 * 3_600_000;
/** A younger entry may belong to a step that is still running. */
const SETTLED_MS = 15 * 60_000;

/** `<visit>.<step>.<person>`, as the booking steps write it. */
const OUR_KEY = /^(.+\.v\d+)\.\d+\./;

/**
 * Removes tentative entries of ours that no visit knows: a process died between two steps, and the step that continued
 * did not find them. They are found by their key. Returns how many.
 */
export async function sweepOrphans(deps: DeskDeps, { calendars, policy }: VisitDeps): Promise<number> {
  const { store, clock } = deps;
  const now = clock.now();
  let gone = 0;
  for (const person of await everybody(store)) {
    const { mail } = person.data;
    if (mail === undefined || person.data.agentId === undefined || !person.data.active) continue;
    const window = { start: now - DAY, end: now + policy.horizonDays * DAY };
    const found = await calendars.changes(mail, window).catch(() => undefined);
    for (const event of found?.events ?? []) {
      if (event.key === undefined || event.status !== 'tentative' || event.cancelled) continue;
      const visitId = OUR_KEY.exec(event.key)?.[1];
      const visit = visitId === undefined ? undefined : await store.get('visits', visitId);
      const underWay = visit && ['held', 'moving'].includes(visit.data.state);
      const ours = visit?.data.outside.holdKey !== undefined && event.key.startsWith(`${visit.data.outside.holdKey}.`);
      if (!visit || (underWay && ours) || now - visit.data.requestedAt < SETTLED_MS) continue;
      await calendars.remove(mail, event.id);
      gone += 1;
    }
  }
  if (gone > 0) deps.log.info('visits.orphans-removed', { gone });
  return gone;
}
