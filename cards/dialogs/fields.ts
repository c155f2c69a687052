import type { DialogView, Reader } from '../../model/view.ts';
import type { Piece } from '../card.ts';
import type { ReasonFor } from '../../model/reasons.ts';
import { REASONS } from '../../model/reasons.ts';
import { fullName } from '../reader.ts';
import { cut } from '../text.ts';
import { wordsFor } from '../words/index.ts';
import { problemWith } from './frame.ts';
import { LONGEST } from '../parse/fields.ts';

/**
 * The choices are part of the card: docs/platform/teams.md, “Searching while one types does not work on phones”. The
 * desk checks the answer.
 */
const MOST_PEOPLE = 25;

/**
 * What a person typed before the dialog came back with an error; it is shown again, so nothing has to be typed twice.
 */
export type Typed = Readonly<Record<string, unknown>>;

function before(typed: Typed, id: string): string | undefined {
  const value = typed[id];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The people to choose from, best first, each with the arguments for them. */
export function personField(view: DialogView, reader: Reader, typed: Typed): readonly (Piece | undefined)[] {
  const words = wordsFor(reader.language);
  const seen = new Set<string>();
  const choices = view.people.slice(0, MOST_PEOPLE).map((person) => {
    const hint =
      person.gate !== undefined
        ? words.gate[person.gate]
        : person.minutes === undefined
          ? undefined
          : words.expected(Math.round(person.minutes));
    let title = fullName(person) + (hint === undefined ? '' : `, ${hint}`);
    while (seen.has(title.toLowerCase())) title += ` (${person.id})`;
    seen.add(title.toLowerCase());
    return { title, value: person.id };
  });
  const chosen = before(typed, 'to');
  return [
    problemWith('to', view, reader),
    {
      type: 'Input.ChoiceSet',
      id: 'to',
      label: words.field.to,
      style: 'compact',
      isRequired: true,
      errorMessage: words.missing.to,
      placeholder: words.field.choose,
      choices,
      ...(choices.some((choice) => choice.value === chosen) && { value: chosen }),
    },
  ];
}

/** One reason from the table, with room for own words. */
export function reasonFields(
  purpose: ReasonFor,
  view: DialogView,
  reader: Reader,
  typed: Typed,
): readonly (Piece | undefined)[] {
  const words = wordsFor(reader.language);
  return [
    ...choiceField(view, reader, {
      id: 'reason',
      label: words.field.reason,
      errorMessage: words.missing.reason,
      choices: REASONS[purpose].map((code) => ({ title: words.reason[code], value: code })),
      chosen: typed['reason'],
    }),
    problemWith('words', view, reader),
    textField('words', words.field.wordsOptional, typed),
  ];
}

/** One of a few choices, all visible; `chosen` is marked if it is among them. */
export function choiceField(
  view: DialogView,
  reader: Reader,
  options: {
    readonly id: string;
    readonly label: string;
    readonly errorMessage: string;
    readonly choices: readonly { readonly title: string; readonly value: string }[];
    readonly chosen: unknown;
  },
): readonly (Piece | undefined)[] {
  const { chosen, ...shown } = options;
  return [
    problemWith(shown.id, view, reader),
    {
      type: 'Input.ChoiceSet',
      style: 'expanded',
      wrap: true,
      isRequired: true,
      ...shown,
      ...(shown.choices.some(({ value }) => value === chosen) && { value: chosen }),
    },
  ];
}

/** A field for own words. */
export function textField(
  id: string,
  label: string,
  typed: Typed,
  needed?: { readonly errorMessage: string; readonly placeholder?: string },
): Piece {
  const value = before(typed, id);
  return {
    type: 'Input.Text',
    id,
    label,
    isMultiline: true,
    maxLength: LONGEST,
    ...(needed && { isRequired: true, ...needed }),
    ...(value !== undefined && { value: cut(value, LONGEST) }),
  };
}
