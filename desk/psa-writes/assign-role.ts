import { OutsideError } from '../../model/errors.ts';
import type { Technician, TechnicianRole } from '../../model/technician.ts';
import type { DeskDeps } from '../deps.ts';

/** The role in which somebody is given a ticket of this queue: the first of theirs that holds there. */
export function roleIn(technician: Technician | undefined, queueId: string | undefined): TechnicianRole | undefined {
  return technician?.roles?.find((role) => role.queueId === undefined || role.queueId === queueId);
}

/**
 * Finds the role that an assignment is made in, where the PSA needs one (PsaCapabilities.roleNeeded); `undefined` where
 * it does not.
 *
 * @throws PSA_ROLE_MISSING when the technician has none for tickets of this queue.
 */
export function assignRole({
  store,
  psa,
}: DeskDeps): (agentId: string, ticketId: string) => Promise<string | undefined> {
  let needed: boolean | undefined;
  return async (agentId, ticketId) => {
    const technician = (await store.get('technicians', agentId))?.data;
    // A PSA without roles is not asked whether it needs them: that costs a request.
    if (technician?.roles === undefined) return undefined;
    needed ??= (await psa.connect()).capabilities.roleNeeded;
    if (!needed) return undefined;
    const queue = (await store.get('texts', ticketId))?.data.psa.queue;
    const role = roleIn(technician, queue?.id);
    if (role) return role.id;
    const where = queue === undefined ? '' : ` for ${queue.name}`;
    throw new OutsideError('PSA_ROLE_MISSING', `${technician.name} has no role${where} in ${psa.name}.`, {
      done: 'no',
      retry: 'never',
    });
  };
}
