import type { DialogKind } from '../model/command.ts';
import type { VisitKind } from '../model/visit.ts';
import type { Piece } from './card.ts';
import { buttonTitle, safeUrl } from './text.ts';

/** What a button carries: enough to find its subject and to detect that it has changed. The token says who acts. */
export interface Target {
  readonly ticketId?: string;
  readonly version?: number;
  readonly effectId?: string;
  readonly kind?: VisitKind;
  readonly replanId?: string;
}

/** Verbs of buttons that act immediately. The others open a dialog with the same name (model/command.ts). */
export const ONE_TAP = [
  'claim',
  'approve',
  'accept-proposal',
  'reject-proposal',
  'undo',
  'offer-visit',
  'give-visit',
  'ask-new-time',
  'make-room',
  'apply-replan',
  'leave-replan',
  'undo-replan',
  'resume',
  'retry-effect',
  'dismiss-effect',
  'look',
] as const;
export type OneTap = (typeof ONE_TAP)[number];

/**
 * A button that acts with one tap. An empty field elsewhere must not block it: docs/platform/teams.md, “A required
 * field blocks every button of its card”. The verb is also in the data, for clients without universal actions:
 * docs/platform/teams.md, “A submit arrives as a message without text”.
 */
export function tap(title: string, verb: OneTap, target: Target, primary = false): Piece {
  const shown = { title: buttonTitle(title), ...(primary && { style: 'positive' }) };
  const data = { verb, ...target };
  return {
    type: 'Action.Execute',
    ...shown,
    verb,
    associatedInputs: 'none',
    data,
    fallback: { type: 'Action.Submit', ...shown, associatedInputs: 'none', data },
  };
}

/**
 * A button that opens a dialog first. Teams turns it into a task/fetch; elsewhere it arrives as a message with a value.
 */
export function ask(title: string, dialog: DialogKind, target: Target, primary = false): Piece {
  return {
    type: 'Action.Submit',
    title: buttonTitle(title),
    ...(primary && { style: 'positive' }),
    associatedInputs: 'none',
    data: { verb: dialog, ...target, msteams: { type: 'task/fetch' } },
  };
}

/** A button that opens an outside page, if its address is safe. */
export function open(title: string, url: string): Piece | undefined {
  const address = safeUrl(url);
  return address === undefined ? undefined : { type: 'Action.OpenUrl', title: buttonTitle(title), url: address };
}

/** A button that expands and collapses a part of the card. */
export function unfold(title: string, id: string): Piece {
  return { type: 'Action.ToggleVisibility', title: buttonTitle(title), targetElements: [id] };
}

/**
 * The width of a row on a phone (docs/platform/teams.md, “A phone leaves a card about 300 pixels”), of a letter, and of
 * the padding around a button's title, in pixels.
 */
const ROW = 276;
const LETTER = 7.5;
const PADDING = 24;
const GAP = 8;

/**
 * The buttons in as few rows as a phone needs, or nothing when there are none. Clients cut or hide what does not fit
 * into a row, and a hidden button is a dead end.
 */
export function buttons(actions: readonly (Piece | undefined)[]): Piece | undefined {
  const rows: Piece[][] = [];
  let room = 0;
  for (const action of actions) {
    if (action === undefined) continue;
    const width = String(action['title']).length * LETTER + PADDING;
    const row = rows.at(-1);
    if (row !== undefined && width + GAP <= room) {
      row.push(action);
      room -= width + GAP;
    } else {
      rows.push([action]);
      room = ROW - width;
    }
  }
  const sets = rows.map((row, i) => ({ type: 'ActionSet', ...(i > 0 && { spacing: 'small' }), actions: row }));
  return sets.length > 1 ? { type: 'Container', items: sets } : sets[0];
}
