import { cut, unsigned } from './text.ts';

/** An Adaptive Card as plain JSON, ready to be sent. */
export type CardJson = Readonly<Record<string, unknown>> & { readonly type: 'AdaptiveCard' };

/** A card, and the text for toast and screen reader: docs/platform/teams.md, “A card needs a summary for its toast”. */
export interface Drawn {
  readonly card: CardJson;
  readonly summary: string;
}

/** Any element, action or column of a card. */
export type Piece = Readonly<Record<string, unknown>>;

/** Teams ids (`29:…`): docs/platform/teams.md, “At most sixty people have a view of their own”. */
const MOST_WATCHERS = 60;
/** About as much as a notification shows. */
const SUMMARY_LENGTH = 160;

/**
 * The frame of every card: its version (docs/platform/teams.md, “Cards are of version 1.5”), a text for clients that
 * cannot draw it, and, where viewers get individual views, the refresh that requests them. No `lang`: the parser of
 * adaptivecards 3.0.6 rejects every second one, because its pattern keeps state between cards.
 */
export function frame(
  summary: string,
  body: readonly (Piece | undefined)[],
  options: {
    readonly refresh?: { readonly data: Piece; readonly watchers: readonly string[] };
    readonly wide?: boolean;
  } = {},
): Drawn {
  const words = cut(unsigned(summary), SUMMARY_LENGTH);
  const card: CardJson = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: words,
    ...(options.refresh && {
      refresh: {
        action: { type: 'Action.Execute', verb: 'look', data: { verb: 'look', ...options.refresh.data } },
        userIds: watchers(options.refresh.watchers),
      },
    }),
    ...(options.wide && { msteams: { width: 'Full' } }),
    body: body.filter((piece) => piece !== undefined),
  };
  return { card, summary: words };
}

/** Only Teams ids work in a refresh; Teams refuses a card with an object id in the list. */
function watchers(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.filter((id) => /^29:\S+$/.test(id)))].slice(0, MOST_WATCHERS);
}
