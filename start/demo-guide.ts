import type { Hint, SeenMessage, TeamsSimulator, TeamsUser } from '../sim/teams/index.ts';
import type { World } from '../sim/world/index.ts';
import type { DemoVisits } from './demo-visits.ts';

/** The technician that the visitor is invited to play, as long as that technician has an offer. */
const FIRST = 'ana';

/** The demo's guide: the line above the page, which follows what the visitor has done. */
export interface DemoGuide {
  /** What is happening, and one thing to try next. */
  hint(): Hint;
  /** The visitor opened "behind the scenes". */
  looked(): void;
  /** The visitor pressed a button on this message. */
  pressed(who: string, messageId: string): void;
  /** The technicians whose offers wait for the visitor; the simulation must not answer them. */
  host(): string;
}

/**
 * Leads a visitor through the main job: take a ticket as a technician, see it in HaloPSA, decide as the dispatcher, book
 * a visit as a client. When the first technician has no offer, another one who was just asked becomes the host, so that
 * there is something to try within a minute.
 */
export function demoGuide(teams: TeamsSimulator, world: World, microsoft365: () => DemoVisits | undefined): DemoGuide {
  const dana = world.staff.find((one) => one.role === 'dispatcher');
  if (!dana) throw new RangeError('the demo world lacks its dispatcher');
  let host = FIRST;
  let looked = false;
  /** Tickets on whose cards the visitor has pressed a button; what simulated colleagues do does not count. */
  const touched: { readonly who: TeamsUser; readonly number: string }[] = [];
  const taken = () =>
    touched.findLast(({ who, number }) =>
      who.inbox().some((message) => numberOf(message) === number && message.words.includes('You took it')),
    );
  const given = () =>
    touched.some(({ who, number }) =>
      who.channel().some((message) => numberOf(message) === number && message.words.includes(`${dana.name} gave it`)),
    );

  /** The host’s open offer. When the host has none, another technician becomes the host. */
  function offer(): string | undefined {
    const open = button(teams.user(host).inbox(), 'Take');
    if (open !== undefined) return open;
    const next = [FIRST, ...world.technicians.map((one) => one.key)].find(
      (key) => button(teams.user(key).inbox(), 'Take') !== undefined,
    );
    if (next === undefined) return undefined;
    host = next;
    return button(teams.user(host).inbox(), 'Take');
  }

  return {
    host: () => host,
    looked: () => {
      looked ||= taken() !== undefined;
    },
    pressed(key, messageId) {
      const who = teams.user(key);
      const number = numberOf(who.message(messageId));
      if (!touched.some((one) => one.who === who && one.number === number)) touched.push({ who, number });
    },
    hint() {
      const mine = taken();
      if (mine === undefined) {
        const sentence = `${world.name} at work: tickets come in from HaloPSA, Callboard asks the right technician, people decide here.`;
        const action = offer();
        if (action === undefined) return { sentence };
        const text = `Be ${firstName(teams.user(host))} and take the ticket you are offered`;
        return { sentence, next: { text, as: host, conversation: 'personal', action } };
      }
      if (!looked) {
        const { who, number } = mine;
        return {
          sentence: `${firstName(who)} has ticket ${number} now, and HaloPSA has been told, with a note that says why.`,
          next: { text: 'Look behind the scenes', as: who.person.key, conversation: 'personal', opens: 'behind' },
        };
      }
      if (!given()) {
        const seat = firstName(teams.user(dana.key));
        const sentence = `${seat} sits at the dispatcher’s desk: she decides where Callboard is unsure, and may decide otherwise.`;
        const action = button(teams.user(dana.key).channel(), 'Give to');
        if (action === undefined) return { sentence };
        const text = `Be ${seat} and give a ticket to somebody else`;
        return { sentence, next: { text, as: dana.key, conversation: 'channel', action } };
      }
      const visits = microsoft365();
      const asked = visits && askedByMail(visits);
      if (visits && asked && isNothingBooked(visits)) {
        const sentence = `Somebody has to go and look: Callboard wrote to ${asked.name}, who can choose a time.`;
        const href = `${visits.url}/mailbox/${encodeURIComponent(asked.address)}`;
        const text = `Be ${asked.name.split(' ')[0] ?? 'the client'} and book the visit`;
        return { sentence, next: { text, as: host, conversation: 'personal', href } };
      }
      return {
        sentence:
          'The rest is yours to try: say “Not me…” as a technician, pause all offers as the dispatcher, write “help” to Callboard.',
      };
    },
  };
}

/** The client who most recently received a link to choose a time. */
function askedByMail({ graph }: DemoVisits): { readonly name: string; readonly address: string } | undefined {
  const sent = [...graph.state.messages.values()].filter(({ folder }) => folder === 'sentitems');
  return sent.findLast(({ content }) => content.includes('/v/'))?.to[0];
}

function isNothingBooked({ graph, businessId }: DemoVisits): boolean {
  return graph.human.appointments(businessId).length === 0;
}

function firstName(user: TeamsUser): string {
  return user.person.name.split(' ')[0] ?? user.person.name;
}

/** The ticket's number, which every card shows as a link. */
function numberOf(message: SeenMessage): string {
  return message.actions.find((name) => /^\d+$/.test(name)) ?? 'it';
}

/** The newest button of that name, on the newest card of its ticket. */
function button(messages: readonly SeenMessage[], start: string): string | undefined {
  const overtaken = new Set<string>();
  for (const message of messages.toReversed()) {
    const number = numberOf(message);
    const found = message.actions.find((name) => name.startsWith(start));
    if (found !== undefined && !overtaken.has(number)) return found;
    overtaken.add(number);
  }
  return undefined;
}
