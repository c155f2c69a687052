import { en } from '../../cards/words/en.ts';
import { contentHash } from '../../model/hash.ts';
import type { SeenMessage } from '../../sim/teams/index.ts';
import { PASSER_BY } from '../world.ts';
import type { Checked, Evidence, Violation } from './check.ts';

/** What stands in Teams, against what the desk wanted to say. */
export function teamsChecks(evidence: Evidence): Checked[] {
  const messages = messagesOf(evidence);
  return [
    { name: 'every wanted card stands in Teams', violations: cards(evidence, messages) },
    { name: 'every card says what the desk delivered last', violations: contents(evidence, messages) },
    { name: 'every ticket’s card in the channel shows where it stands', violations: states(evidence, messages) },
    { name: 'everybody who was asked got a card', violations: offers(evidence) },
    { name: 'no more copies than were counted', violations: copies(evidence, messages).violations },
    { name: 'no limit of Teams exceeded', violations: limits(evidence) },
  ];
}

/** Messages of the bot that no surface ever knew of: sent, and repeated because nobody could tell. */
export function copies({ history, learnt }: Evidence, messages: ReadonlyMap<string, SeenMessage>) {
  const unknown = [...messages.keys()].filter((id) => !learnt.has(id));
  const counted = [...history.surfaces.values()].reduce((sum, surface) => sum + surface.copies, 0);
  const violations: Violation[] =
    unknown.length <= counted ? [] : [{ what: `${unknown.length} copies in Teams, ${counted} counted` }];
  return { found: unknown.length, counted, violations };
}

/** Everything the bot has posted and that still stands, by id. */
export function messagesOf({ world }: Pick<Evidence, 'world'>): ReadonlyMap<string, SeenMessage> {
  const { teams } = world;
  const seen = [...teams.people.flatMap(({ key }) => teams.user(key).inbox()), ...teams.user(PASSER_BY.key).channel()];
  return new Map(seen.filter(({ from }) => from === 'Callboard').map((message) => [message.id, message]));
}

function cards({ history }: Evidence, messages: ReadonlyMap<string, SeenMessage>): Violation[] {
  const onTheWay = new Set(history.effects.filter((e) => e.state !== 'done').map((e) => e.lane));
  return [...history.surfaces].flatMap(([id, surface]) => {
    if (surface.state === 'retired' || onTheWay.has(`card:${id}`)) return [];
    const about = { ...(surface.ticketId === undefined ? {} : { ticketId: surface.ticketId }) };
    if (surface.activityId === undefined) return [{ ...about, what: `${id} was wanted and never posted` }];
    return messages.has(surface.activityId) ? [] : [{ ...about, what: `${id} does not stand in Teams` }];
  });
}

function contents({ history }: Evidence, messages: ReadonlyMap<string, SeenMessage>): Violation[] {
  const onTheWay = new Set(history.effects.filter((e) => e.state !== 'done').map((e) => e.lane));
  return [...history.surfaces].flatMap(([id, surface]) => {
    const message = surface.activityId === undefined ? undefined : messages.get(surface.activityId);
    // What was sent, not what somebody sees: an answer to a tap or a look stands in its place until the next edit.
    if (!message?.posted || onTheWay.has(`card:${id}`)) return [];
    return contentHash(message.posted) === surface.delivered ? [] : [{ what: `${id} says something else` }];
  });
}

function states({ history }: Evidence, messages: ReadonlyMap<string, SeenMessage>): Violation[] {
  const onTheWay = new Set(history.effects.filter((e) => e.state !== 'done').map((e) => e.lane));
  return [...history.tickets].flatMap(([ticketId, ticket]) => {
    const surface = history.surfaces.get(`ticket:${ticketId}`);
    const message = surface?.activityId === undefined ? undefined : messages.get(surface.activityId);
    if (!message || onTheWay.has(`card:ticket:${ticketId}`)) return [];
    const shown = message.words.includes(en.state[ticket.phase]);
    return shown ? [] : [{ ticketId, what: `${ticket.phase}, but its card says “${message.words.slice(0, 60)}”` }];
  });
}

function offers({ history }: Evidence): Violation[] {
  return [...history.events].flatMap(([ticketId, events]) =>
    events
      .filter(({ kind }) => kind === 'offered')
      .map((event) => String(event.data['to']))
      .filter((to) => !history.surfaces.has(`mine:${ticketId}:${to}`))
      .map((to) => ({ ticketId, what: `${to} was asked and no card was ever wanted` })),
  );
}

/** How far back from a violation its story is told, ms. */
const BEFORE_MS = 3_500;

/** Each with its story: when requests arrived, when the product began them by its own count, when it was started. */
function limits({ world, attempts, starts }: Evidence): Violation[] {
  return world.teams.log.aboveLimits().map((what) => {
    const [, where = '', at = ''] = /^\S+ (\S+): .* at (\d+)$/.exec(what) ?? [];
    const to = Number(at);
    const near = (one: { readonly at: number }) => one.at > to - BEFORE_MS && one.at <= to;
    const since = (one: { readonly at: number }) => `${one.at - to}`;
    const arrived = world.teams.log.entries.filter((one) => one.conversation === where && one.limit && near(one));
    const channel = where === world.teams.channel.id;
    const begun = attempts.filter((one) => (one.dest === 'teams:channel') === channel && near(one));
    const story = [
      `arrived ${arrived.map((one) => `${since(one)}${one.why === undefined ? '' : ` (${one.why})`}`).join(', ')}`,
      `begun${channel ? '' : ' in personal chats'} ${begun.map(since).join(', ')}`,
      `started ${
        starts
          .map((one) => ({ at: one }))
          .filter(near)
          .map(since)
          .join(', ') || 'long before'
      }`,
    ];
    return { what: `${what}; ms before: ${story.join('; ')}` };
  });
}
