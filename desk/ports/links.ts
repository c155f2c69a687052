import type { Slot } from '../../model/visit.ts';

/**
 * Signed, single-purpose, expiring links to the client's page, and the signed times on it. A link holds the visit, its
 * own number and its end, nothing else; whoever has it may act for the client, as with any mailed link, so it never
 * stands in an internal note, a card or a log.
 */
export interface VisitLinks {
  link(of: { readonly visitId: string; readonly link: number; readonly until: number }): string;
  /** `undefined`: not ours, whatever is wrong with it. The caller compares the number and the end. */
  read(token: string): { readonly visitId: string; readonly link: number; readonly until: number } | undefined;
  /** A time as the page's form sends it back: good for this visit and this link only. */
  slotValue(of: { readonly visitId: string; readonly link: number }, slot: Slot): string;
  readSlot(of: { readonly visitId: string; readonly link: number }, value: string): Slot | undefined;
}
