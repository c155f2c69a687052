import type { SeenMessage, TeamsUser } from '../../sim/teams/index.ts';
import type { MspOptions, SmallMsp } from '../../harness/msp/small-msp.ts';
import { whoIsAsked } from '../../harness/msp/trade.ts';

/** A part of a working day, played with real requests between all systems. */
export interface Situation {
  readonly name: string;
  readonly options?: MspOptions;
  /** Texts of clients and colleagues that may contain markup. */
  readonly untrusted?: readonly string[];
  readonly play: (msp: SmallMsp) => Promise<void>;
}

/** Presses a button by its verb, on the card as that person sees it. */
export const press = (msp: SmallMsp, person: TeamsUser, card: SeenMessage, verb: string) =>
  msp.does(() => person.click(card.id, verb));

/** Opens a dialog by its verb and submits it filled in; an invalid answer returns the dialog with the mistake. */
export async function dialog(
  msp: SmallMsp,
  person: TeamsUser,
  card: SeenMessage,
  verb: string,
  inputs: Record<string, string>,
) {
  await msp.does(() => person.openDialog(card.id, verb));
  return msp.does(() => person.submitDialog(inputs));
}

export function agentOf(msp: SmallMsp, person: TeamsUser): string {
  return `agent:${msp.agents[person.person.key as keyof SmallMsp['agents']]}`;
}

export function otherThan(msp: SmallMsp, ...not: readonly TeamsUser[]): TeamsUser {
  const found = msp.technicians.find((person) => !not.includes(person));
  if (!found) throw new Error('there is nobody else');
  return found;
}

/** The newest card of a ticket that this person can see. */
export function cardOf(person: TeamsUser, ticket: number): SeenMessage {
  const found = person.cards().findLast(({ card }) => JSON.stringify(card).includes(`"ticketId":"${ticket}"`));
  if (!found) throw new Error(`${person.person.name} has no card of ticket ${ticket}`);
  return found;
}

/** A ticket arrives and is offered to somebody. */
export async function asked(msp: SmallMsp, words: string): Promise<{ ticket: number; person: TeamsUser }> {
  const ticket = msp.ticket(words, 'It has been like this since this morning. Please call me. Erika');
  await msp.minutes(1);
  return { ticket, person: whoIsAsked(msp, words) };
}
