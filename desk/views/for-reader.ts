import type { Person } from '../../model/person.ts';
import type { TicketView } from '../../model/view.ts';
import { leads } from '../people/index.ts';

/**
 * Hides colleagues' scores and the reasons for their exclusion from everybody but dispatchers and managers. All others
 * see only the reason for the chosen person.
 */
export function forReader(view: TicketView, person: Person | undefined): TicketView {
  if ((person !== undefined && leads(person)) || !view.suggestion) return view;
  return { ...view, suggestion: { ...view.suggestion, others: [] } };
}
