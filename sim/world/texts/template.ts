import type { Category, TicketType } from '../../../model/triage.ts';

/** How a text reaches the desk: as a mail with all its trimmings, a line typed in a hurry, or from a machine. */
export type Voice = 'mail' | 'bare' | 'german' | 'machine';

/**
 * One ticket as people write it. `{names}` are filled in by compose.ts: person, colleague, device, printer, server,
 * site, app, number, when.
 */
export interface TextTemplate {
  readonly category: Category;
  readonly type: TicketType;
  readonly title: string;
  readonly body: string;
  /** Median hands-on minutes. */
  readonly minutes: number;
  /** How often among its kind; 1 when absent. */
  readonly weight?: number;
  /** A whole site or client stands still. */
  readonly outage?: true;
  readonly voice: Voice;
}

type Words = Omit<TextTemplate, 'category' | 'voice' | 'type'> & Partial<Pick<TextTemplate, 'voice' | 'type'>>;

/** A table of one category's texts: incidents that came by mail, unless a row says otherwise. */
export function textsOf(category: Category, rows: readonly Words[]): readonly TextTemplate[] {
  return rows.map((row) => ({ category, voice: 'mail', type: 'incident', ...row }));
}
