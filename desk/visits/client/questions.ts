import type { ClientQuestion } from '../../../model/client-page.ts';
import type { Visit } from '../../../model/visit.ts';
import { serviceFor } from '../appointments/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';

/**
 * The questions that the Bookings service asks; none while Bookings does not answer, because a question must not cost a
 * visit.
 */
export async function questionsOf({ bookings, policy }: VisitDeps, visit: Visit): Promise<readonly ClientQuestion[]> {
  const business = await bookings.business().catch(() => undefined);
  return (business && serviceFor(business, policy.services[visit.kind], visit.minutes)?.questions) ?? [];
}
