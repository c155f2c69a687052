import { contentHash } from '../../../model/hash.ts';
import type { UnknownStatus } from '../../ports/collections.ts';
import type { DeskDeps } from '../../deps.ts';
import { showTrouble } from '../../posts/index.ts';
import type { PsaReference } from '../../ports/psa.ts';
import type { VisitPolicy } from '../../visit-policy.ts';
import { keepMeta } from '../../records/index.ts';

type Statuses = PsaReference['statuses'];

/** The status of that name for a ticket in this queue; people do not always spell names as the PSA does. */
export function statusNamed(statuses: Statuses, name: string, queueId?: string): Statuses[number] | undefined {
  const wanted = name.toLowerCase();
  return among(statuses, queueId).find((one) => one.name.toLowerCase() === wanted);
}

/**
 * Compares the statuses in the settings with those of the PSA. A missing status is shown on the trouble card, with the
 * existing names, and logged once; tickets keep their status at that step, and nothing waits for it. `queueId`: the
 * queue in which a name was looked up in vain, because a PSA may have a status in some queues only.
 *
 * @throws OutsideError when the PSA does not answer.
 */
export async function checkStatuses(
  deps: DeskDeps,
  policy: Pick<VisitPolicy, 'statuses' | 'requestStatuses'>,
  queueId?: string,
): Promise<void> {
  const { store, psa, log } = deps;
  const names = [...new Set([...Object.values(policy.statuses), ...Object.values(policy.requestStatuses)])];
  const before = await store.get('meta', 'unknown-statuses');
  const told = before?.data.is === 'unknown-statuses' ? before.data.found : [];
  if (names.length === 0 && told.length === 0) return;
  const reference = await psa.reference();
  const queues = [...told.flatMap((one) => one.queueId ?? []), ...(queueId === undefined ? [] : [queueId])];
  const found = unknownIn(reference, names, [...new Set(queues)]);
  if (contentHash(found) === contentHash(told)) return;
  await keepMeta(store, { is: 'unknown-statuses', found });
  for (const { name, queue, known } of found)
    log.warn('psa.status-unknown', { psa: psa.name, status: name, queue, known });
  await showTrouble(deps);
}

/** Names that no queue has, and names that only some queues have. */
function unknownIn(
  { statuses, queues }: PsaReference,
  names: readonly string[],
  inQueues: readonly string[],
): readonly UnknownStatus[] {
  return names.flatMap((name): UnknownStatus[] => {
    if (!statusNamed(statuses, name)) return [{ name, known: namesOf(statuses) }];
    return inQueues
      .filter((queueId) => !statusNamed(statuses, name, queueId))
      .map((queueId) => ({
        name,
        queueId,
        queue: queues.find(({ id }) => id === queueId)?.name ?? queueId,
        known: namesOf(among(statuses, queueId)),
      }));
  });
}

function among(statuses: Statuses, queueId: string | undefined): Statuses {
  return queueId === undefined
    ? statuses
    : statuses.filter((one) => one.queueId === undefined || one.queueId === queueId);
}

function namesOf(statuses: Statuses): readonly string[] {
  return [...new Set(statuses.map(({ name }) => name))];
}
