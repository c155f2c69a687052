import type { Hint, SeenMessage, TeamsSimulator, TeamsUser } from '../sim/teams/index.ts';
import type { World } from '../sim/world/index.ts';

/** The technician whom the visitor is invited to be. */
export const VISITOR = 'ana';

/**
 * The line above the demo's page: one sentence on what happens and one thing to try, which goes along with what the
 * visitor has done: take a ticket, see it in HaloPSA, decide as the dispatcher. `looked` is called when somebody opens
 * "behind the scenes".
 */
export function demoHint(teams: TeamsSimulator, world: World): { hint: () => Hint; looked: () => void } {
  const ana = world.technicians.find((one) => one.key === VISITOR);
  const dana = world.staff.find((one) => one.role === 'dispatcher');
  if (!ana || !dana) throw new RangeError('the demo world lacks its technician or its dispatcher');
  const taken = since(
    () => teams.user(VISITOR).inbox(),
    (message) => message.words.includes('You took it'),
  );
  const given = since(
    () => teams.user(dana.key).channel(),
    (message) => message.words.includes(`${dana.name} gave it`),
  );
  const [she = ana.name] = ana.name.split(' ');
  const [seat = dana.name] = dana.name.split(' ');
  let looked = false;
  return {
    looked: () => {
      looked = taken().length > 0;
    },
    hint() {
      if (taken().length === 0) {
        const sentence = `${world.name} at work: tickets come in from HaloPSA, Callboard asks the right technician, people decide here.`;
        const action = button(teams.user(VISITOR), 'personal', 'Take');
        if (action === undefined) return { sentence };
        return {
          sentence,
          next: {
            text: `Be ${she} and take the ticket you are offered`,
            as: VISITOR,
            conversation: 'personal',
            action,
          },
        };
      }
      if (!looked) {
        return {
          sentence: `${she} has ${numberOf(taken().at(-1))} now, and HaloPSA has been told, with a note that says why.`,
          next: { text: 'Look behind the scenes', as: VISITOR, conversation: 'personal', opens: 'behind' },
        };
      }
      if (given().length === 0) {
        const sentence = `${seat} sits at the dispatcher’s desk: she decides where Callboard is unsure, and may decide otherwise.`;
        const action = button(teams.user(dana.key), 'channel', 'Give to');
        if (action === undefined) return { sentence };
        return {
          sentence,
          next: {
            text: `Be ${seat} and give a ticket to somebody else`,
            as: dana.key,
            conversation: 'channel',
            action,
          },
        };
      }
      return {
        sentence:
          'The rest is yours to try: say “Not me…” as a technician, pause all offers as the dispatcher, write “help” to Callboard.',
      };
    },
  };
}

/** The ticket's number, which is a link on each card. */
function numberOf(message: SeenMessage | undefined): string {
  return message?.actions.find((name) => /^\d+$/.test(name)) ?? 'it';
}

/** What has come to be true since the demo began to be looked at: simulated colleagues did it before. */
function since(
  read: () => readonly SeenMessage[],
  is: (message: SeenMessage) => boolean,
): () => readonly SeenMessage[] {
  let before: ReadonlySet<string> | undefined;
  return () => {
    const now = read().filter(is);
    before ??= new Set(now.map((message) => message.id));
    return now.filter((message) => !before?.has(message.id));
  };
}

/** The newest button of that name which this person could press. */
function button(user: TeamsUser, where: 'personal' | 'channel', start: string): string | undefined {
  const messages = where === 'personal' ? user.inbox() : user.channel();
  return messages
    .findLast((message) => message.actions.some((name) => name.startsWith(start)))
    ?.actions.find((name) => name.startsWith(start));
}
