import type { ErrorCode } from './errors.ts';
import type { VisitKind } from './visit.ts';

/** What people can ask the desk to do. cards/ parses it from hostile card data; the token says who asks. */
export type Command =
  | { readonly do: 'claim'; readonly ticketId: string; readonly version: number; readonly reason?: string }
  | { readonly do: 'approve'; readonly ticketId: string; readonly version: number }
  | {
      readonly do: 'override';
      readonly ticketId: string;
      readonly version: number;
      readonly to: string;
      readonly reason: string;
    }
  | { readonly do: 'settle-proposal'; readonly ticketId: string; readonly version: number; readonly accept: boolean }
  | { readonly do: 'decline'; readonly ticketId: string; readonly version: number; readonly reason: string }
  | {
      readonly do: 'hand-over';
      readonly ticketId: string;
      readonly version: number;
      readonly to: string;
      readonly note: string;
    }
  | { readonly do: 'release'; readonly ticketId: string; readonly version: number; readonly reason: string }
  | { readonly do: 'undo'; readonly ticketId: string; readonly version: number }
  | {
      readonly do: 'answer';
      readonly ticketId: string;
      readonly version: number;
      readonly answers: Readonly<Record<string, string>>;
    }
  /**
   * Sends the client a link with times. While a visit is wanted, unanswered or stuck, sends fresh times and a new link.
   */
  | { readonly do: 'offer-visit'; readonly ticketId: string; readonly version: number; readonly kind: VisitKind }
  /** Agreed on the phone. `slot` is a signed time from the dialog. */
  | {
      readonly do: 'choose-slot';
      readonly ticketId: string;
      readonly version: number;
      readonly kind: VisitKind;
      readonly slot: string;
    }
  | { readonly do: 'cancel-visit'; readonly ticketId: string; readonly version: number; readonly reason: string }
  /** Gives the visit, at the same time, to the present owner of the ticket. */
  | { readonly do: 'give-visit'; readonly ticketId: string; readonly version: number }
  /** Asks the client to choose another time, because the present one cannot be kept. */
  | { readonly do: 'ask-new-time'; readonly ticketId: string; readonly version: number; readonly replanId?: string }
  /** An emergency: shows how somebody could come today, and whose day would change for it. */
  | { readonly do: 'make-room'; readonly ticketId: string; readonly version: number }
  /** A technician is out for the rest of the day: shows who could take their visits. */
  | { readonly do: 'call-in-sick'; readonly personId: string }
  | { readonly do: 'back-at-work'; readonly personId: string }
  | { readonly do: 'apply-replan' | 'leave-replan' | 'undo-replan'; readonly replanId: string }
  /** The technician is late: tells this client and the next clients of the day. */
  | { readonly do: 'visit-late'; readonly ticketId: string; readonly minutes: number }
  | { readonly do: 'pause'; readonly reason: string }
  | { readonly do: 'resume' }
  | { readonly do: 'retry-effect'; readonly effectId: string }
  | { readonly do: 'dismiss-effect'; readonly effectId: string }
  | { readonly do: 'look'; readonly ticketId?: string };

/** The dialogs that a card can open. */
export type DialogKind =
  | 'override'
  | 'decline'
  | 'hand-over'
  | 'release'
  | 'claim-other'
  | 'answer'
  | 'pause'
  | 'book-visit'
  | 'choose-slot'
  | 'cancel-visit'
  | 'visit-late'
  | 'call-in-sick';
export interface DialogRequest {
  readonly dialog: DialogKind;
  /** For `choose-slot`: an on-site visit unless the card says otherwise. */
  readonly kind?: VisitKind;
  readonly ticketId?: string;
  readonly version?: number;
}

/** How a command that was carried out is confirmed to the person; `cards/` has the words for each. */
export type Done =
  | 'done'
  | 'claimed'
  | 'undone'
  | 'paused'
  | 'resumed'
  | 'back-at-work'
  | 'replan-coming'
  | 'visit-offered'
  | 'visit-held'
  | 'visit-cancelled'
  | 'visit-late-told';

/** The result of a command; cards/ puts it into words. Refusals are results, not errors. */
export type CommandResult =
  | { readonly ok: true; readonly said: Done; readonly ticketId?: string; readonly replanId?: string }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly ticketId?: string;
      readonly replanId?: string;
      /** Person id of the present owner. */
      readonly owner?: string;
      readonly field?: string;
    };
