import { COLLECTIONS, type CollectionName } from '../../desk/ports/collections.ts';
import type { Effect } from '../../desk/ports/store.ts';

/** What a store holds, as things that can be carried from one engine to the other. Leases stay: they are of this moment. */
export interface ArchivedDocument {
  readonly id: string;
  readonly v: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly expiresAt?: number;
}
/** The unsettled effects of a lane, oldest first. */
export interface ArchivedLane {
  readonly lane: string;
  readonly effects: readonly Effect[];
}
export interface ArchivedAttempt {
  readonly dest: string;
  readonly at: number;
}

/** A piece of a store that is read and written by itself: documents by collection, and the outbox. */
export type Section =
  | { readonly kind: 'documents'; readonly c: CollectionName }
  | { readonly kind: 'settled' }
  | { readonly kind: 'lanes' }
  | { readonly kind: 'attempts' };

export type Page =
  | { readonly kind: 'documents'; readonly c: CollectionName; readonly items: readonly ArchivedDocument[] }
  | { readonly kind: 'settled'; readonly items: readonly Effect[] }
  | { readonly kind: 'lanes'; readonly items: readonly ArchivedLane[] }
  | { readonly kind: 'attempts'; readonly first: number; readonly items: readonly ArchivedAttempt[] };

export const SECTIONS: readonly Section[] = [
  ...(Object.keys(COLLECTIONS) as CollectionName[]).map((c): Section => ({ kind: 'documents', c })),
  { kind: 'settled' },
  { kind: 'lanes' },
  { kind: 'attempts' },
];

export function nameOf(section: Section): string {
  return section.kind === 'documents' ? section.c : `effects: ${section.kind}`;
}

/** How far an unfinished copy into an archive has come. */
export interface CopyRecord {
  /** Where it comes from; another source cannot go on with it. */
  readonly from: string;
  /** The section that is under way, as its place in SECTIONS. */
  readonly section: number;
  /** The last thing of it that has been written; absent: none. */
  readonly after?: string;
}

/** One engine's data, opened to be copied: nobody else writes to it meanwhile. */
export interface Archive {
  /** Names the data, without secrets. */
  readonly name: string;
  count(section: Section): Promise<number>;
  /** The next things behind `after`, in an order of the engine's own; `next` when there may be more. */
  read(section: Section, after: string | undefined, limit: number): Promise<{ page: Page; next?: string }>;
  /** Writes a page and notes the progress; the same page again changes nothing. */
  write(page: Page, record: CopyRecord): Promise<void>;
  /** The unfinished copy into it, if there is one. */
  record(): Promise<CopyRecord | undefined>;
  /** Makes it usable by Callboard. */
  finish(): Promise<void>;
  close(): Promise<void>;
}
