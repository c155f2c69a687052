/**
 * What is visible on a card of any commit. The run knows the product's cards only through this file: a button by the
 * verb that it sends, a ticket by the `ticketId` sent with it, a dialog by its fields.
 */
import { actionsOf, isJson, type CardAction } from '../../sim/teams/card-reading.ts';
import type { Random } from '../../sim/world/random.ts';

/** A message with a card, as the simulated Teams holds it. */
interface Shown {
  readonly card?: Readonly<Record<string, unknown>> | undefined;
}

/** Fills in each field of a dialog; for people, chooses one of the first three, who are the best. */
export function fillIn(card: unknown, random: Random): Record<string, string> {
  const filled: Record<string, string> = {};
  const visit = (piece: unknown): void => {
    if (Array.isArray(piece)) piece.forEach(visit);
    if (!isJson(piece)) return;
    const { id, type, choices } = piece;
    if (typeof id === 'string' && type === 'Input.ChoiceSet' && Array.isArray(choices)) {
      const values = choices.flatMap((choice) =>
        isJson(choice) && typeof choice['value'] === 'string' ? [choice['value']] : [],
      );
      if (values.length > 0) filled[id] = random.pick(values.slice(0, 3));
    } else if (typeof id === 'string' && type === 'Input.Text') filled[id] = 'As we said.';
    Object.values(piece).forEach(visit);
  };
  visit(card);
  return filled;
}

/** The button with that verb. */
export function buttonOf(message: Shown, verb: string): CardAction | undefined {
  return actionsOf(message.card ?? {}).find((action) => verbOf(action) === verb);
}

function verbOf(action: CardAction): string {
  const verb = action.verb ?? action.data['verb'];
  return typeof verb === 'string' ? verb : '';
}

/** The ticket of a button; empty when it names none. */
export function ticketOf(action: CardAction): string {
  const id = action.data['ticketId'];
  return typeof id === 'string' ? id : '';
}

/** The ticket of a message. */
export function ticketIn({ card }: Shown): string | undefined {
  return actionsOf(card ?? {})
    .map(ticketOf)
    .find((id) => id !== '');
}

/** The changes that a card offers to retry. */
export function stuckIn({ card }: Shown): readonly string[] {
  return actionsOf(card ?? {}).flatMap((action) => {
    const { effectId } = action.data;
    return verbOf(action) === 'retry-effect' && typeof effectId === 'string' ? [effectId] : [];
  });
}
