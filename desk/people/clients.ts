import type { Client } from '../../model/client.ts';
import { OutsideError } from '../../model/errors.ts';
import type { DeskDeps } from '../deps.ts';
import { untilCommitted } from '../records/index.ts';

/**
 * Returns the client, read from the PSA at most an hour ago. When the PSA is unreachable, or `ask` is false, it returns
 * the last known record, and throws if there is none.
 */
export async function clientOf(deps: DeskDeps, clientId: string, { ask = true } = {}): Promise<Client | undefined> {
  const now = deps.clock.now();
  const known = await deps.store.get('clients', clientId);
  if (known && now - known.data.readAt < 3_600_000) return known.data.client;
  let client: Client | undefined;
  try {
    if (!ask) throw new OutsideError('PSA_UNREACHABLE', 'The PSA does not answer.', { done: 'no', retry: 'later' });
    client = await deps.psa.getClient(clientId);
  } catch (error) {
    if (known) return known.data.client;
    throw error;
  }
  if (!client) return undefined;
  const data = { client, readAt: now };
  await untilCommitted(async () => {
    const old = await deps.store.get('clients', clientId);
    await deps.store.commit([
      old
        ? { op: 'put', c: 'clients', id: clientId, data, expect: old.v }
        : { op: 'insert', c: 'clients', id: clientId, data },
    ]);
  });
  return client;
}
