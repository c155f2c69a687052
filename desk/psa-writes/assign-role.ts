import { OutsideError } from '../../model/errors.ts';
import type { Technician, TechnicianRole } from '../../model/technician.ts';
import type { DeskDeps } from '../deps.ts';

/** The role for assigning this technician a ticket in this queue: the first of theirs that is valid there. */
export function roleIn(technician: Technician | undefined, queueId: string | undefined): TechnicianRole | undefined {
  return technician?.roles?.find((role) => role.queueId === undefined || role.queueId === queueId);
}

/**
 * Finds the role for an assignment, where the PSA needs one (PsaCapabilities.roleNeeded); otherwise `undefined`.
 *
 * @throws PSA_ROLE_MISSING when the technician has no role for this queue.
 */
export function assignRole({
  store,
  psa,
}: DeskDeps): (agentId: string, ticketId: string) => Promise<string | undefined> {
  let needed: boolean | undefined;
  return async (agentId, ticketId) => {
    const technician = (await store.get('technicians', agentId))?.data;
    // Without roles there is no need to query the PSA's capabilities, which costs a request.
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
