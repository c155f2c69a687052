import type { DialogKind } from '../../model/command.ts';
import type { DialogView, Reader } from '../../model/view.ts';
import type { Drawn, Piece } from '../card.ts';
import { frame } from '../card.ts';
import { buttonTitle, plain } from '../text.ts';
import { line } from '../elements.ts';
import { problemLine } from '../card-fragments.ts';
import { ticketNumber } from '../reader.ts';
import { wordsFor } from '../words/index.ts';

/** A dialog: its card, and the title and size of its window. */
export interface Dialog extends Drawn {
  readonly title: string;
  readonly height: 'small' | 'medium' | 'large';
}

/**
 * The frame of every dialog: subject, facts, fields, one button. The title is on the window and is not repeated. The
 * button is an Action.Submit, because nothing else returns a dialog's fields (docs/platform/teams.md, “A submit arrives
 * as a message without text”). Without fields there is nothing to send, and no button.
 */
export function dialog(
  kind: DialogKind,
  view: DialogView,
  reader: Reader,
  options: {
    readonly text: string;
    readonly fields: readonly (Piece | undefined)[];
    readonly height: Dialog['height'];
    readonly sends?: boolean;
  },
): Dialog {
  const words = wordsFor(reader.language);
  const { ticket } = view;
  const title = words.dialog[kind].title(ticket ? ticketNumber(ticket) : '');
  const { card, summary } = frame(title, [
    ticket && problemLine(ticket, words),
    line([{ text: options.text }], { spacing: 'small' }),
    ...options.fields,
  ]);
  if (options.sends === false) return { title, summary, height: options.height, card };
  const submit = {
    type: 'Action.Submit',
    title: buttonTitle(words.dialog[kind].submit),
    style: 'positive',
    data: { verb: kind, ...(ticket && { ticketId: ticket.ticketId, version: ticket.version }) },
  };
  return { title, summary, height: options.height, card: { ...card, actions: [submit] } };
}

/** The error of a field, in words directly above it; colour only supports it. */
export function problemWith(field: string, view: DialogView, reader: Reader): Piece | undefined {
  if (view.error?.field !== field) return undefined;
  const words = plain(view.error.words, 200) || wordsFor(reader.language).missing.other;
  return line([{ text: `▲ ${words}`, colour: 'attention', strong: true }], {
    spacing: 'medium',
  });
}
