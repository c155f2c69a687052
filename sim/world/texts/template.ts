import type { Category, TicketType } from '../../../model/triage.ts';

/** How a text reaches the desk: as a full mail, a line typed in a hurry, a German mail, or a machine's alert. */
export type Voice = 'mail' | 'bare' | 'german' | 'machine';

/**
 * A template of one ticket. compose.ts fills in `{names}`: person, colleague, device, printer, server, site, app,
 * number, when.
 */
export interface TextTemplate {
  readonly category: Category;
  readonly type: TicketType;
  readonly title: string;
  readonly body: string;
  /** Median hands-on minutes. */
  readonly minutes: number;
  /** Relative frequency within its category; 1 when absent. */
  readonly weight?: number;
  /** A whole site or client cannot work. */
  readonly outage?: true;
  readonly voice: Voice;
}

type Words = Omit<TextTemplate, 'category' | 'voice' | 'type'> & Partial<Pick<TextTemplate, 'voice' | 'type'>>;

/** Builds one category's templates: incidents that came by mail, unless a row says otherwise. */
export function textsOf(category: Category, rows: readonly Words[]): readonly TextTemplate[] {
  return rows.map((row) => ({ category, voice: 'mail', type: 'incident', ...row }));
}
