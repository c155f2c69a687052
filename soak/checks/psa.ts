import type { DeskEvent } from '../../model/desk-ticket.ts';
import { UNASSIGNED } from '../../sim/psa/halopsa/index.ts';
import { isPending, type Checked, type Evidence, type Violation } from './check.ts';
import { GIVEN_BY_PEOPLE, ownerAfter, ownerAt, WRITTEN_TO_PSA } from './replay.ts';

/** How long after its beginning an attempt's write may still land (desk/psa-writes/ticket-writes.ts), ms. */
const IN_FLIGHT_MS = 16_000;

/** What Halo itself holds, against what the desk's log says happened. */
export function psaChecks(evidence: Evidence): Checked[] {
  const assigned = assignments(evidence);
  return [
    { name: 'one note in Halo for each decision, none lost, none doubled', violations: notes(evidence) },
    { name: 'each assignment written to Halo once, in order', violations: assigned.doubled },
    { name: 'what Halo confirmed to the desk stands in its audit', violations: confirmations(evidence) },
    { name: 'people in Halo win', violations: assigned.overruled },
    { name: 'only people in Halo overrule people at the desk', violations: strangers(evidence) },
    { name: 'desk and Halo agree in the end', violations: agreement(evidence) },
    { name: 'nothing ended as a dead letter', violations: deadLetters(evidence) },
  ];
}

function notes({ world, history }: Evidence): Violation[] {
  const found = new Map<string, number>();
  for (const action of [...world.halo.state.actions.values()].flat()) {
    for (const [, id] of action.note_html.matchAll(/\[callboard:(note:[^\]]+)\]/g)) {
      if (id !== undefined) found.set(id, (found.get(id) ?? 0) + 1);
    }
  }
  const out: Violation[] = [];
  for (const [ticketId, events] of history.events) {
    for (const event of events.filter(({ kind }) => GIVEN_BY_PEOPLE.has(kind))) {
      const id = `note:${ticketId}:${event.n}`;
      const count = found.get(id) ?? 0;
      found.delete(id);
      // A note about an assignment that lost to a person in Halo is left out when it has not been written yet.
      const optional = isPending(history, id) || events.some((other) => other.kind === 'psa-won' && other.n >= event.n);
      if (count > 1) out.push({ ticketId, what: `${count} copies of the note on “${event.kind}” (event ${event.n})` });
      if (count === 0 && !optional) out.push({ ticketId, what: `no note on “${event.kind}” (event ${event.n})` });
    }
  }
  for (const id of found.keys()) out.push({ ticketId: id.split(':')[1] ?? '', what: `a note of no decision: ${id}` });
  return out;
}

interface Write {
  readonly at: number;
  readonly agent: number;
}

/** Callboard's assignments as Halo applied them, by ticket. */
function writesByTicket({ world }: Evidence): Map<string, Write[]> {
  const writes = new Map<string, Write[]>();
  for (const { at, path, body } of world.halo.journal.writes) {
    const row: unknown = Array.isArray(body) ? body[0] : body;
    if (!/^\/Tickets$/i.test(path) || typeof row !== 'object' || row === null) continue;
    const { id, agent_id: agent } = row as Record<string, unknown>;
    if (typeof agent !== 'number') continue;
    const list = writes.get(String(id)) ?? [];
    list.push({ at, agent });
    writes.set(String(id), list);
  }
  return writes;
}

/** Each write must belong to a decision of its own, later than that of the write before. */
function assignments(evidence: Evidence): { doubled: Violation[]; overruled: Violation[] } {
  const doubled: Violation[] = [];
  const overruled: Violation[] = [];
  for (const [ticketId, writes] of writesByTicket(evidence)) {
    const events = evidence.history.events.get(ticketId) ?? [];
    const decisions = events.filter(({ kind }) => WRITTEN_TO_PSA.has(kind));
    const hands = evidence.hands.made.filter(
      (hand) => String(hand.ticket) === ticketId && hand.what.includes('assign'),
    );
    let from = 0;
    let before: Write | undefined;
    for (const write of writes) {
      // Somebody changed it in Halo between two attempts of one decision: the second one is no double.
      const again =
        before !== undefined && hands.some((hand) => hand.at >= (before?.at ?? 0) && hand.at <= write.at) ? 1 : 0;
      const at = decisions.findIndex((event, n) => n >= Math.max(0, from - again) && agentOf(event) === write.agent);
      const decision = decisions[at];
      if (!decision) {
        doubled.push({ ticketId, what: `agent ${write.agent} written at ${write.at} by no decision, or twice` });
        continue;
      }
      from = at + 1;
      before = write;
      // Several decisions may have wanted the same; the newest is the one that was carried out last.
      const newest = decisions.findLast((event) => event.at <= write.at && agentOf(event) === write.agent) ?? decision;
      // A choice that a change after it had replaced already stood no more: it was judged with that change.
      const changes = [...writes, ...hands];
      const stood = ({ at, agent = UNASSIGNED }: { at: number; agent?: number }) =>
        !changes.some((other) => other.at > at && other.at < write.at && (other.agent ?? UNASSIGNED) !== agent);
      const loser = hands.find((hand) => stood(hand) && isOverruled(hand, write, newest, events));
      if (loser) {
        const what = `given to agent ${loser.agent ?? UNASSIGNED} in Halo at ${loser.at}, to ${write.agent} by event ${newest.n} at ${write.at}`;
        overruled.push({ ticketId, what });
      }
    }
  }
  return { doubled, overruled };
}

/** Did Callboard write over a person's choice that it could have seen? */
function isOverruled(
  hand: { readonly what: string; readonly at: number; readonly agent?: number },
  write: Write,
  decision: DeskEvent,
  events: readonly DeskEvent[],
): boolean {
  if (hand.what !== 'assign' || hand.agent === write.agent || hand.at >= write.at) return false;
  const before = events.filter((event) => event.n < decision.n);
  const knew = before.some((event) => event.at >= hand.at && ownerAfter(event) !== undefined);
  // Whoever took it from just that person knew as well, whether or not the change in Halo had been seen.
  if (knew || ownerAt(before, Infinity) === `agent:${hand.agent ?? UNASSIGNED}`) return false;
  // An attempt that had read the ticket before the person's change cannot know of it: Halo has no versions.
  return decision.at >= hand.at || write.at - hand.at > IN_FLIGHT_MS;
}

function agentOf(event: DeskEvent): number | undefined {
  const owner = ownerAfter(event)?.owner;
  return owner === undefined ? UNASSIGNED : agentId(owner);
}

function agentId(personId: string): number | undefined {
  const id = /^agent:(\d+)$/.exec(personId)?.[1];
  return id === undefined ? undefined : Number(id);
}

function confirmations({ world, history, clocksAgreeToMs }: Evidence): Violation[] {
  const { audits, agents, tickets } = world.halo.state;
  return [...history.events].flatMap(([ticketId, events]) =>
    events
      .filter(({ kind }) => kind === 'psa-confirmed')
      .filter((event) => {
        const owner = event.data['owner'];
        const agent = typeof owner === 'string' ? agentId(owner) : UNASSIGNED;
        const name = agents.get(agent ?? -1)?.name;
        const trail = (audits.get(Number(ticketId)) ?? []).filter((row) => row.value === 'agent_id');
        // A ticket that was never given to anybody is nobody's from the start.
        const atFirst = trail[0]?.from ?? agents.get(tickets.get(Number(ticketId))?.agent_id ?? -1)?.name;
        return atFirst !== name && !trail.some((row) => row.to === name && row.date <= event.at + clocksAgreeToMs);
      })
      .map((event) => ({
        ticketId,
        what: `event ${event.n} confirms ${String(event.data['owner'])}; Halo never had it`,
      })),
  );
}

/** When the desk says that Halo decided who has a ticket, somebody did so there by hand: not our own write, come back. */
function strangers({ hands, history, clocksAgreeToMs }: Evidence): Violation[] {
  return [...history.events].flatMap(([ticketId, events]) =>
    events
      .filter(
        ({ kind, data }) => kind === 'psa-won' || (kind === 'changed-in-psa' && /assigned$/.test(String(data['what']))),
      )
      .filter((event) => {
        const owner = ownerAfter(event);
        const agent = owner && (owner.owner === undefined ? undefined : agentId(owner.owner));
        return owner && !hands.made.some((hand) => isCause(hand, ticketId, agent, event.at + clocksAgreeToMs));
      })
      .map((event) => ({ ticketId, what: `event ${event.n} (${event.kind}): nobody did that in Halo` })),
  );
}

function isCause(hand: Evidence['hands']['made'][number], ticketId: string, agent: number | undefined, by: number) {
  const same = hand.what === 'assign' ? hand.agent === agent : hand.what === 'unassign' && agent === undefined;
  return same && String(hand.ticket) === ticketId && hand.at <= by;
}

function agreement({ world, history }: Evidence): Violation[] {
  const out: Violation[] = [];
  for (const [ticketId, ticket] of history.tickets) {
    const row = world.halo.state.tickets.get(Number(ticketId));
    if (!row || history.effects.some((e) => e.lane === `psa:${ticketId}` && e.state !== 'done')) continue;
    const fate = row.merged_into_id !== undefined ? 'gone' : row.dateclosed !== undefined ? 'closed' : 'open';
    const phase = ticket.phase === 'gone' || ticket.phase === 'closed' ? ticket.phase : 'open';
    if (fate !== phase) out.push({ ticketId, what: `${fate} in Halo, ${ticket.phase} at the desk` });
    if (fate !== 'open' || phase !== 'open') continue;
    const owner = ticket.owner ? agentId(ticket.owner.personId) : UNASSIGNED;
    if (owner !== row.agent_id) {
      out.push({ ticketId, what: `agent ${row.agent_id} has it in Halo, ${ticket.owner?.personId ?? 'nobody'} here` });
    }
    if (ticket.sync !== 'clean') out.push({ ticketId, what: `still “not yet in HaloPSA” (${ticket.sync})` });
  }
  return out;
}

function deadLetters({ history }: Evidence): Violation[] {
  return history.effects
    .filter((effect) => effect.state === 'dead')
    .map((effect) => ({ what: `${effect.id}: ${effect.error?.code ?? ''} ${effect.error?.text ?? ''}` }));
}
