import { z } from 'zod';
import { askAll } from './ask.ts';
import { path, withQuery } from './path.ts';
import type { Transport } from './transport.ts';
import { optionalText } from './wire.ts';

const member = z.object({ id: z.string().min(1), '@odata.type': optionalText });

/**
 * Entra object ids of a group's members, including those of nested groups. Throws GraphFailure: roles must not change
 * when Graph does not answer.
 */
export async function groupMembers(transport: Transport, groupId: string): Promise<readonly string[]> {
  const at = withQuery(path`/groups/${groupId}/transitiveMembers`, { $select: 'id', $top: 999 });
  const { items } = await askAll(transport, { method: 'GET', at }, member);
  const people = items.filter((one) => one['@odata.type'] === undefined || one['@odata.type'].endsWith('.user'));
  return people.map((one) => one.id);
}
