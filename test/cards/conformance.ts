import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Drawn } from '../../cards/index.ts';
import { plain } from '../../cards/text.ts';

interface Finding {
  readonly code: string;
  readonly at: string;
  readonly msg: string;
}
type Check = (record: object) => { readonly ok: boolean; readonly errors: Finding[]; readonly warnings: Finding[] };

const checker = new URL('../../../shared/card-conformance/check.mjs', import.meta.url);

/** The card checker that stands beside the repository, where it is there at all. */
export const check: Check | undefined = existsSync(checker)
  ? ((await import(checker.href)) as { check: Check }).check
  : undefined;
if (!check) console.log('skipped: ../shared/card-conformance is absent, cards are checked by their own parser only');

/**
 * What may be warned of: the main button's style only adds to what its title says, and the demo's PSA is on loopback,
 * without https.
 */
const ACCEPTED = new Set(['teams/action-style', 'teams/http']);

/**
 * Everything wrong with a card, as it would travel in a message. `untrusted`: the raw texts that went into it.
 * `besides`: codes that a test has a reason to let pass.
 */
export function faults(
  drawn: Drawn,
  untrusted: readonly string[] = [],
  place: 'message' | 'dialog' = 'message',
  besides: readonly string[] = [],
): string[] {
  // Shortened and cleaned, a foreign text is still foreign.
  const foreign = untrusted.flatMap((text) => [text, plain(text, text.length + 1), plain(text, 480)]);
  const record =
    place === 'dialog'
      ? { kind: 'card', card: drawn.card, untrusted: foreign, place }
      : {
          kind: 'activity',
          method: 'POST',
          url: 'https://smba.example.com/v3/conversations/19%3Aabc%40thread.tacv2/activities',
          untrusted: foreign,
          body: {
            type: 'message',
            summary: drawn.summary,
            attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: drawn.card }],
          },
        };
  const found = check?.(record) ?? { errors: [], warnings: [] };
  const said = [...found.errors, ...found.warnings].filter(
    (finding) => !ACCEPTED.has(finding.code) && !besides.includes(finding.code),
  );
  return [...said.map((finding) => `${finding.code} at ${finding.at}: ${finding.msg}`), ...parserFaults(drawn)];
}

interface Parser {
  readonly AdaptiveCard: new () => {
    parse(card: object, context: object): void;
    validateProperties(): { readonly validationEvents: readonly { readonly message: string }[] };
  };
  readonly SerializationContext: new (version: object) => {
    readonly eventCount: number;
    getEventAt(index: number): { readonly message: string };
  };
  readonly Versions: { readonly v1_5: object };
}

// By its name the package cannot be loaded outside vitest (its lib/strings is missing), by its file it can.
const parser = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Parser;

/** What Microsoft's own parser says of the card, read strictly as version 1.5. */
function parserFaults(drawn: Drawn): string[] {
  const context = new parser.SerializationContext(parser.Versions.v1_5);
  const card = new parser.AdaptiveCard();
  card.parse(drawn.card, context);
  const parsed = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  return [...parsed, ...card.validateProperties().validationEvents.map((event) => event.message)];
}

/** The card as one reads it: a line for each paragraph, buttons in brackets, what is folded away after "»". */
export function textOf(drawn: Drawn): string {
  return (drawn.card['body'] as Node[]).flatMap((piece) => lines(piece, '')).join('\n');
}

interface Node {
  readonly type: string;
  readonly text?: string;
  readonly title?: string;
  readonly label?: string;
  readonly id?: string;
  readonly isVisible?: boolean;
  readonly inlines?: readonly Node[];
  readonly items?: readonly Node[];
  readonly actions?: readonly Node[];
  readonly choices?: readonly { readonly title: string }[];
}

function lines(node: Node, indent: string): string[] {
  const deeper = node.isVisible === false ? `${indent}» ` : indent;
  const own =
    node.text ??
    node.inlines?.map((run) => run.text ?? '').join('') ??
    node.actions?.map((action) => `[${action.title ?? ''}]`).join(' ') ??
    (node.label && [node.label, ...(node.choices ?? []).map((choice) => choice.title)].join(' | '));
  return [...(own ? [indent + own] : []), ...(node.items ?? []).flatMap((item) => lines(item, deeper))];
}

/** Titles of all buttons in their order, folded ones too. */
export function buttonsOf(drawn: Drawn): string[] {
  const titles = (node: Node): string[] => [
    ...(node.actions ?? []).map((action) => action.title ?? ''),
    ...(node.items ?? []).flatMap(titles),
  ];
  return (drawn.card['body'] as Node[]).flatMap(titles);
}
