import type { Slot } from '../../model/visit.ts';

/**
 * Signed, single-purpose, expiring links to the client's page, and the signed times on that page. A link contains only
 * the visit, its own number and its expiry. Anybody who has it can act for the client, as with any link in a mail, so
 * it must never appear in an internal note, a card or a log.
 */
export interface VisitLinks {
  link(of: { readonly visitId: string; readonly link: number; readonly until: number }): string;
  /** Returns `undefined` for any invalid token. The caller compares the number and the expiry. */
  read(token: string): { readonly visitId: string; readonly link: number; readonly until: number } | undefined;
  /** A time for the page's form to send back. Valid only for this visit and this link. */
  slotValue(of: { readonly visitId: string; readonly link: number }, slot: Slot): string;
  readSlot(of: { readonly visitId: string; readonly link: number }, value: string): Slot | undefined;
}
