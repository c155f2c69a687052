import type { Clock } from '../model/clock.ts';
import type { SeenMessage, TeamsUser } from './teams/index.ts';

/**
 * Simulated colleagues at their Teams: technicians who answer offers the way people do (most are taken within minutes,
 * some declined with a reason, some overlooked), and a dispatcher who looks after what was left over.
 * Whoever is played by a human visitor is left alone.
 */
export interface ColleaguesOptions {
  readonly clock: Clock;
  readonly technicians: readonly TeamsUser[];
  readonly dispatcher: TeamsUser;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Keys of people whom somebody plays right now. */
  readonly played: () => ReadonlySet<string>;
}

const MINUTE = 60_000;
const DECLINES = ['no-time', 'missing-skill', 'client-issue'] as const;

/** Each looks at their chat now and then and acts on what is new. Ends when the signal aborts. */
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
    // Nobody reads their chat again when nothing rang.
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
      // The rest is overlooked: the offer ends by itself and goes to the next person.
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

/** Gives what nobody took to one of the first people on the list, the best, with a reason, after a while. */
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

/** The values a choice input offers, wherever it stands on the card. */
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
