import { COLLECTIONS, type CollectionName } from '../../desk/ports/collections.ts';
import type { Effect } from '../../desk/ports/store.ts';

/**
 * What a store holds, in a form that can be moved from one engine to the other. Leases are not moved: they are
 * temporary.
 */
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

/** A part of a store that is read and written separately: documents by collection, and the outbox. */
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

/** The progress of an unfinished copy into an archive. */
export interface CopyRecord {
  /** The source of the copy. A copy from another source cannot continue it. */
  readonly from: string;
  /** The current section, as its position in SECTIONS. */
  readonly section: number;
  /** The last item of the section that has been written; absent if there is none. */
  readonly after?: string;
}

/** One engine's data, opened for copying. Nobody else writes to it meanwhile. */
export interface Archive {
  /** A name for the data, without secrets. */
  readonly name: string;
  count(section: Section): Promise<number>;
  /** The next items after `after`, in an order that the engine chooses; `next` is set when there may be more. */
  read(section: Section, after: string | undefined, limit: number): Promise<{ page: Page; next?: string }>;
  /** Writes a page and records the progress. Writing the same page again changes nothing. */
  write(page: Page, record: CopyRecord): Promise<void>;
  /** The unfinished copy into this archive, if there is one. */
  record(): Promise<CopyRecord | undefined>;
  /** Makes the data usable by Callboard. */
  finish(): Promise<void>;
  close(): Promise<void>;
}
