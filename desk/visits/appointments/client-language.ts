import { wordsIn, type ClientWords } from '../../client-messages/index.ts';
import type { Store } from '../../ports/store.ts';
import type { VisitPolicy } from '../../visit-policy.ts';

/**
 * The words in the language that the client of this visit chose; in the MSP's language once the client's data was
 * erased.
 */
export async function wordsForClient(store: Store, visitId: string, policy: VisitPolicy): Promise<ClientWords> {
  const text = await store.get('visitTexts', visitId);
  return wordsIn(text?.data.language ?? policy.language);
}
