import { noticeOf, saysDone, saysUnknown } from './answers.ts';
import type { Random } from '../sim/world/random.ts';
import { actionsOf, type CardAction } from '../sim/teams/card-reading.ts';
import type { ClickResult, SeenMessage, TeamsUser } from '../sim/teams/index.ts';
import { personIdOf, type SoakWorld } from './world.ts';

/** What a command leaves in the desk's log when it was done. */
export const EVENT_OF: Readonly<Record<string, string>> = {
  claim: 'claimed',
  'claim-other': 'claimed',
  approve: 'approved',
  override: 'overridden',
  decline: 'declined',
  'hand-over': 'handed-over',
  release: 'released',
  undo: 'undone',
};

/** How readily people press each button. */
const LIKING: Readonly<Record<string, number>> = {
  claim: 8,
  approve: 4,
  'claim-other': 3,
  override: 2,
  decline: 2,
  'hand-over': 2,
  release: 2,
  undo: 3,
};

/** Something a person asked for, and what they were told. Instants in ms on this machine's clock. */
export interface Asked {
  readonly personId: string;
  readonly ticketId: string;
  readonly verb: string;
  /** Whom the command names, when it names somebody. */
  readonly to?: string;
  readonly sentAt: number;
  readonly answeredAt: number;
  /** `unknown`: nobody answered, or not in words that say it. */
  readonly told: 'done' | 'refused' | 'unknown';
  /** The answer as it was read: a message, or the line above the card. */
  readonly words: string;
}

export interface Crowd {
  readonly asked: readonly Asked[];
  /** Resolves when everybody has put their phone down. */
  readonly done: Promise<void>;
}

/** People at their Teams: each looks now and then, and presses a button of a card, new or long stale. */
export function crowd(world: SoakWorld, random: Random, signal: AbortSignal): Crowd {
  const asked: Asked[] = [];
  const over = () => signal.aborted;
  const people = [...world.technicians, world.dana];

  async function person(who: TeamsUser): Promise<void> {
    while (!over()) {
      await world.clock.sleep(200 + random.below(2_000), signal);
      if (over()) return;
      if (random.chance(0.05)) world.teams.faults.resend();
      const message = pickMessage(who, random);
      const action = message?.card && pickAction(actionsOf(message.card), random);
      if (!message || !action) continue;
      asked.push(await press(world, who, message, action, random));
    }
  }
  return { asked, done: Promise.all(people.map(person)).then(() => undefined) };
}

function pickMessage(who: TeamsUser, random: Random): SeenMessage | undefined {
  const cards = (random.chance(0.65) ? who.inbox() : who.channel()).filter((message) => message.card);
  // Mostly what is new; now and then something far up.
  const near = random.chance(0.85) ? cards.slice(-4) : cards.slice(-40);
  return near.length === 0 ? undefined : random.pick(near);
}

function pickAction(actions: readonly CardAction[], random: Random): CardAction | undefined {
  const known = actions.filter((action) => LIKING[verbOf(action)] !== undefined && ticketOf(action) !== '');
  return known.length === 0 ? undefined : random.pickWeighted(known, (action) => LIKING[verbOf(action)] ?? 0);
}

async function press(
  world: SoakWorld,
  who: TeamsUser,
  message: SeenMessage,
  action: CardAction,
  random: Random,
): Promise<Asked> {
  const sentAt = Date.now();
  let to: string | undefined;
  let result: ClickResult | undefined;
  try {
    world.buttons.dispatchEvent(new Event('press'));
    result = await who.click(message.id, action.title);
    if (result.kind === 'dialog') {
      const filled = fillIn(result.dialog.card, random);
      to = filled['to'];
      world.buttons.dispatchEvent(new Event('press'));
      result = await who.submitDialog(filled);
    }
  } catch {
    // The card changed between the look and the tap, as it does on real phones.
    result = undefined;
  }
  return {
    personId: personIdOf(world, who),
    ticketId: ticketOf(action),
    verb: verbOf(action),
    ...(to === undefined ? {} : { to }),
    sentAt,
    answeredAt: Date.now(),
    told: toldBy(result),
    words: readIn(result),
  };
}

function toldBy(result: ClickResult | undefined): Asked['told'] {
  if (result?.kind === 'card') return noticeOf(result.card) === undefined ? 'done' : 'refused';
  if (result?.kind !== 'message' || saysUnknown(result.text)) return 'unknown';
  return saysDone(result.text) ? 'done' : 'refused';
}

function readIn(result: ClickResult | undefined): string {
  switch (result?.kind) {
    case 'message':
    case 'failed':
      return result.text;
    case 'card':
      return noticeOf(result.card) ?? 'the card';
    default:
      return result?.kind ?? 'the card had changed';
  }
}

/** Chooses something in each field of a dialog. */
function fillIn(card: unknown, random: Random): Record<string, string> {
  const filled: Record<string, string> = {};
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const piece = value as Record<string, unknown>;
    if (typeof piece['id'] === 'string' && piece['type'] === 'Input.ChoiceSet' && Array.isArray(piece['choices'])) {
      const values = (piece['choices'] as { value?: unknown }[]).flatMap((choice) =>
        typeof choice.value === 'string' ? [choice.value] : [],
      );
      if (values.length > 0) filled[piece['id']] = random.pick(values);
    } else if (typeof piece['id'] === 'string' && piece['type'] === 'Input.Text') filled[piece['id']] = 'As we said.';
    Object.values(piece).forEach(visit);
  };
  visit(card);
  return filled;
}

function verbOf(action: CardAction): string {
  const verb = action.verb ?? action.data['verb'];
  return typeof verb === 'string' ? verb : '';
}

function ticketOf(action: CardAction): string {
  const id = action.data['ticketId'];
  return typeof id === 'string' ? id : '';
}
