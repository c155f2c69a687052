import { VISIT_KINDS, type VisitKind } from '../../../model/visit.ts';
import type { Store } from '../../ports/store.ts';
import type { VisitPolicy } from '../../visit-policy.ts';

/** The visit that a ticket's status in the PSA asks for. */
export async function kindAskedFor(
  store: Store,
  { requestStatuses }: VisitPolicy,
  ticketId: string,
): Promise<VisitKind | undefined> {
  const status = (await store.get('texts', ticketId))?.data.psa.status.name.toLowerCase();
  return VISIT_KINDS.find((kind) => requestStatuses[kind]?.toLowerCase() === status);
}

/** Whether triage considers an on-site visit likely. */
export async function looksOnSite(store: Store, { onSiteFrom }: VisitPolicy, ticketId: string): Promise<boolean> {
  const triage = (await store.get('triage', ticketId))?.data;
  return triage !== undefined && triage.onSite >= onSiteFrom;
}
