import type { Person } from '../../model/person.ts';
import type { TicketView } from '../../model/view.ts';
import { leads } from '../people/index.ts';

/** A colleague's minutes and other people's gates are for dispatchers and managers; everybody else sees the chosen reason. */
export function forReader(view: TicketView, person: Person | undefined): TicketView {
  if ((person !== undefined && leads(person)) || !view.suggestion) return view;
  return { ...view, suggestion: { ...view.suggestion, others: [] } };
}
