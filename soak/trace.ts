import type { Evidence } from './checks/check.ts';

/** All that was said about a ticket, by the desk, by Halo and by people, in the order of time: for who hunts a violation. */
export function trace({ world, history, people }: Evidence, ticketId: string): string[] {
  const events = (history.events.get(ticketId) ?? []).map((event) => ({
    at: event.at,
    what: `desk   #${event.n} ${event.kind} by ${event.by} ${JSON.stringify(event.data)}`,
  }));
  const audit = (world.halo.state.audits.get(Number(ticketId)) ?? []).map((row) => ({
    at: row.date,
    what: `halo   ${row.value}: ${row.from} → ${row.to} by ${row.username}`,
  }));
  const notes = (world.halo.state.actions.get(Number(ticketId)) ?? []).map((action) => ({
    at: action.datetime,
    what: `halo   note ${/\[callboard:[^\]]+\]/.exec(action.note_html)?.[0] ?? action.outcome}`,
  }));
  const taps = people.asked
    .filter((asked) => asked.ticketId === ticketId)
    .map((asked) => ({
      at: asked.answeredAt,
      what: `people ${asked.personId} ${asked.verb} (since ${timeOf(asked.sentAt)}): told ${asked.told}, “${asked.words}”`,
    }));
  const effects = history.effects
    .filter((effect) => effect.lane === `psa:${ticketId}`)
    .map((effect) => ({
      at: effect.settledAt ?? effect.begunAt ?? effect.dueAt,
      what: `effect ${effect.id} ${effect.state}, ${effect.attempts} attempts${effect.unclear ? ', unclear' : ''}`,
    }));
  return [...events, ...audit, ...notes, ...taps, ...effects]
    .sort((a, b) => a.at - b.at)
    .map(({ at, what }) => `${timeOf(at)} ${what}`);
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}
