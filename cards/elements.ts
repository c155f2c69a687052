import type { Piece } from './card.ts';

/** The colours of Adaptive Cards. Colour is never the only sign: a word comes first, then an icon, then colour. */
export type Colour = 'default' | 'accent' | 'good' | 'warning' | 'attention';

/** A run of text in a line. It is shown literally: no Markdown, no HTML. */
export interface Run {
  readonly text: string;
  readonly strong?: boolean;
  readonly quiet?: boolean;
  readonly colour?: Colour;
  readonly url?: string | undefined;
}

/** The heading of a card, also for screen readers that jump between headings. Only our own words. */
export function heading(text: string, options: { readonly colour?: Colour; readonly large?: boolean } = {}): Piece {
  return {
    type: 'TextBlock',
    text,
    style: 'heading',
    size: options.large ? 'medium' : 'small',
    weight: 'bolder',
    color: options.colour ?? 'default',
    wrap: true,
  };
}

/** One paragraph. The only place for text from outside. Blank runs and blank lines are left out. */
export function line(
  runs: readonly (Run | undefined)[],
  options: { readonly size?: 'small' | 'medium'; readonly spacing?: 'none' | 'small' | 'medium' } = {},
): Piece | undefined {
  const inlines = runs.flatMap((run) => (run && run.text !== '' ? [textRun(run, options.size)] : []));
  if (inlines.length === 0) return undefined;
  return { type: 'RichTextBlock', inlines, ...(options.spacing && { spacing: options.spacing }) };
}

/** A named value: `Contact  Erika Beispiel`. Not a FactSet, because its values are read as Markdown. */
export function fact(label: string, ...value: readonly (Run | undefined)[]): Piece | undefined {
  if (!value.some((run) => run && run.text !== '')) return undefined;
  return line([{ text: `${label}: `, quiet: true }, ...value], { spacing: 'small' });
}

/** The part behind a "More" button. */
export function hidden(id: string, items: readonly (Piece | undefined)[]): Piece {
  return {
    type: 'Container',
    id,
    isVisible: false,
    separator: true,
    items: items.filter((item) => item !== undefined),
  };
}

/** Joins runs with a middle dot and leaves out absent ones. */
export function dotted(parts: readonly (Run | undefined)[]): Run[] {
  return parts
    .filter((part): part is Run => part !== undefined && part.text !== '')
    .flatMap((part, i) => (i === 0 ? [part] : [{ text: ' · ', quiet: true }, part]));
}

function textRun(run: Run, size: string | undefined): Piece {
  return {
    type: 'TextRun',
    text: run.text,
    ...(size && { size }),
    ...(run.strong && { weight: 'bolder' }),
    ...(run.quiet && { isSubtle: true }),
    ...(run.colour && run.colour !== 'default' && { color: run.colour }),
    ...(run.url && { selectAction: { type: 'Action.OpenUrl', title: run.text, url: run.url } }),
  };
}
