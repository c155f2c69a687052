import type { ClickResult, SeenMessage, TeamsUser } from '../../sim/teams/index.ts';
import type { SmallMsp } from './small-msp.ts';

/** What technicians and dispatchers do and see, in their own words. */

function button(card: SeenMessage, start: string): string {
  const found = card.actions.find((title) => title.startsWith(start));
  if (found === undefined) throw new Error(`no button “${start}…” on: ${card.actions.join(' | ')}\n${card.words}`);
  return found;
}

/** The newest card about something, in the person's own chat. */
export function myCard(person: TeamsUser, words: string): SeenMessage {
  const found = person.inbox().filter((message) => message.card && message.words.includes(words));
  const last = found.at(-1);
  if (!last) throw new Error(`${person.person.name} has no card about “${words}”`);
  return last;
}

/** The card about something in the dispatch channel. */
export function channelCard(person: TeamsUser, words: string): SeenMessage {
  const last = person.channel().findLast((message) => message.card && message.words.includes(words));
  if (!last) throw new Error(`the channel has no card about “${words}”`);
  return last;
}

/** Who is asked about a ticket right now. */
export function whoIsAsked(msp: SmallMsp, words: string): TeamsUser {
  const found = msp.technicians.find((person) =>
    person
      .inbox()
      .some((message) => message.words.includes(words) && message.actions.some((title) => title.startsWith('Take'))),
  );
  if (!found) throw new Error(`nobody is asked about “${words}”`);
  return found;
}

export function isAskedAbout(person: TeamsUser, words: string): boolean {
  return person
    .inbox()
    .some((message) => message.words.includes(words) && message.actions.some((title) => title.startsWith('Take')));
}

export async function claims(msp: SmallMsp, person: TeamsUser, card: SeenMessage): Promise<ClickResult> {
  return msp.does(() => person.click(card.id, button(card, 'Take')));
}

/** Opens a dialog of a card and sends it filled in. */
export async function fillsIn(
  msp: SmallMsp,
  person: TeamsUser,
  card: SeenMessage,
  title: string,
  inputs: Record<string, string>,
): Promise<ClickResult> {
  await msp.does(() => person.openDialog(card.id, button(card, title)));
  return msp.does(() => person.submitDialog(inputs));
}

/** What the answer to a tap says, whether it came as a card or as a line. */
export function saidTo(result: ClickResult): string {
  return JSON.stringify(result);
}
