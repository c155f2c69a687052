import type { Clock } from '../model/clock.ts';
import type { SeenMessage, TeamsUser } from './teams/index.ts';

/**
 * Simulated colleagues in Teams. Technicians answer offers as people do: most are taken within minutes, some declined
 * with a reason, some overlooked. A dispatcher assigns the tickets that nobody took. A person whom a human visitor
 * plays is left alone.
 */
export interface ColleaguesOptions {
  readonly clock: Clock;
  readonly technicians: readonly TeamsUser[];
  readonly dispatcher: TeamsUser;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Keys of the people whom human visitors play right now. */
  readonly played: () => ReadonlySet<string>;
}

const MINUTE = 60_000;
const DECLINES = ['no-time', 'missing-skill', 'client-issue'] as const;

/** Each colleague checks their chat from time to time and acts on new messages. Ends when the signal aborts. */
export function runColleagues(o: ColleaguesOptions, signal: AbortSignal): void {
  for (const user of o.technicians) o.clock.spawn(`colleague ${user.person.key}`, () => technician(o, user, signal));
  o.clock.spawn('dispatcher', () => dispatcher(o, signal));
}

async function technician(o: ColleaguesOptions, user: TeamsUser, signal: AbortSignal): Promise<void> {
  const decided = new Set<string>();
  let heard = 0;
  for (;;) {
    await o.clock.sleep((0.5 + o.random()) * MINUTE, signal);
    if (signal.aborted) return;
    if (o.played().has(user.person.key)) continue;
    // Without a new toast, nobody reads their chat again.
    const rings = user.toasts().length;
    if (rings === heard) continue;
    heard = rings;
    for (const message of user.inbox().slice(-6)) {
      if (decided.has(message.id)) continue;
      const take = buttonOf(message, 'Take');
      if (take === undefined) continue;
      decided.add(message.id);
      const mood = o.random();
      if (mood < 0.78) {
        await user.click(message.id, take);
      } else if (mood < 0.88) {
        await declines(o, user, message);
      }
      // The remaining offers are overlooked: they expire and go to the next person.
    }
  }
}

async function declines(o: ColleaguesOptions, user: TeamsUser, message: SeenMessage): Promise<void> {
  const button = buttonOf(message, 'Not me');
  if (button === undefined) return;
  await user.openDialog(message.id, button);
  const reason = DECLINES[Math.floor(o.random() * DECLINES.length)] ?? 'no-time';
  await user.submitDialog({ reason });
}

/** After a while, assigns a ticket that nobody took to one of the first three people on the list, with a reason. */
async function dispatcher(o: ColleaguesOptions, signal: AbortSignal): Promise<void> {
  const user = o.dispatcher;
  for (;;) {
    await o.clock.sleep((4 + 4 * o.random()) * MINUTE, signal);
    if (signal.aborted) return;
    if (o.played().has(user.person.key)) continue;
    const waiting = user.cards().find((m) => m.words.includes('coordinator') && buttonOf(m, 'Give to') !== undefined);
    if (!waiting) continue;
    const dialog = await user.openDialog(waiting.id, buttonOf(waiting, 'Give to') ?? '').catch(() => undefined);
    const people = dialog ? choicesOf(dialog.card, 'to') : [];
    const person = people[Math.floor(o.random() * Math.min(3, people.length))];
    if (person !== undefined) await user.submitDialog({ to: person, reason: 'workload' });
  }
}

function buttonOf(message: SeenMessage, start: string): string | undefined {
  return message.actions.find((title) => title.startsWith(start));
}

/** The values of a choice input, wherever it is on the card. */
function choicesOf(card: unknown, id: string): string[] {
  if (Array.isArray(card)) return card.flatMap((piece) => choicesOf(piece, id));
  if (typeof card !== 'object' || card === null) return [];
  const piece = card as Record<string, unknown>;
  if (piece['id'] === id && Array.isArray(piece['choices'])) {
    return (piece['choices'] as { value?: unknown }[]).flatMap((choice) =>
      typeof choice.value === 'string' ? [choice.value] : [],
    );
  }
  return Object.values(piece).flatMap((value) => choicesOf(value, id));
}
