/** What people can ask the desk to do. Made by cards/ from hostile card data; who asks comes from the token. */
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
  | { readonly do: 'pause'; readonly reason: string }
  | { readonly do: 'resume' }
  | { readonly do: 'retry-effect'; readonly effectId: string }
  | { readonly do: 'dismiss-effect'; readonly effectId: string }
  | { readonly do: 'look'; readonly ticketId?: string };

/** Dialogs a card can open. */
export type DialogKind = 'override' | 'decline' | 'hand-over' | 'release' | 'claim-other' | 'answer' | 'pause';
export interface DialogRequest {
  readonly dialog: DialogKind;
  readonly ticketId?: string;
  readonly version?: number;
}
