/** An item in an outside system: its id there, and its display name. */
export interface Ref {
  readonly id: string;
  readonly name: string;
}

/** P1 (most urgent) to P4. */
export type Priority = 1 | 2 | 3 | 4;

/**
 * A ticket as the PSA holds it. All times are ms since 1970 UTC. Text fields come from clients: hostile until escaped,
 * and never more than a score in a decision.
 */
export interface Ticket {
  readonly id: string;
  /** Its number for people, such as `T20261124.0012` or `4711`. */
  readonly number: string;
  /** The ticket's page in the PSA. */
  readonly url: string;
  readonly title: string;
  /** Plain text; markup has been removed. */
  readonly description: string;
  readonly queue: Ref;
  readonly status: Ref;
  readonly open: boolean;
  readonly priority?: Ref & { readonly rank: Priority };
  /** From the widest to the narrowest. */
  readonly category: readonly Ref[];
  readonly kind?: Ref;
  readonly client: Ref;
  readonly site?: Ref;
  readonly contact?: Ref & { readonly email?: string; readonly vip?: boolean };
  readonly contract?: Ref;
  /** Absent: nobody owns it. A PSA's pseudo-agent "Unassigned" counts as nobody. */
  readonly assignee?: Ref;
  readonly alsoAssigned: readonly Ref[];
  readonly impact?: 1 | 2 | 3;
  readonly urgency?: 1 | 2 | 3;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Opaque: changes whenever the PSA changes the ticket. */
  readonly version: string;
  readonly sla?: TicketSla;
  readonly parentId?: string;
  readonly mergedInto?: string;
  readonly deleted?: boolean;
}

export interface TicketSla {
  readonly name?: string;
  readonly respondBy?: number;
  readonly respondedAt?: number;
  readonly resolveBy?: number;
  readonly resolvedAt?: number;
  readonly paused?: boolean;
  readonly source: 'native' | 'computed';
}

/** A note on a ticket; lists end with the newest. */
export interface TicketNote {
  readonly id: string;
  readonly at: number;
  readonly by?: Ref;
  readonly text: string;
  readonly visibility: 'internal' | 'client';
  readonly kind: 'note' | 'time' | 'system';
}

/** One change of a ticket: which field, from what to what, when and by whom. */
export interface TicketChangeEntry {
  readonly at: number;
  readonly field: 'status' | 'assignee' | 'team';
  readonly from?: Ref;
  readonly to?: Ref;
  readonly by?: Ref;
}
