import type { TicketText } from '../../model/desk-ticket.ts';
import { OutsideError } from '../../model/errors.ts';
import { contentHash } from '../../model/hash.ts';
import type { Ticket } from '../../model/ticket.ts';
import { Change } from '../tickets/index.ts';
import type { DeskDeps } from '../deps.ts';
import { personIdOfAgent } from '../people/index.ts';
import type { EffectHandler, Performance } from '../outbox/index.ts';
import type { WriteResult } from '../ports/psa.ts';
import type { Doc, Effect, Write } from '../ports/store.ts';
import { withAddress } from '../intake/index.ts';
import { redrawCards, postedCardsOf } from '../posts/index.ts';
import { noteWords } from './note.ts';
import { assignRole } from './assign-role.ts';
import { settleLateWrite, stillWanted } from './late-write.ts';

/** We wait 10 s for the PSA's answer, and the write may land up to 5 s later. Checking before that is pointless. */
const PSA_DEADLINE_MS = 16_000;

const NOTHING: Performance = {};

/**
 * Assigns or unassigns a ticket in the PSA. The PSA takes precedence: if someone else was assigned there meanwhile, or
 * the ticket is no longer open, nothing is written and the desk follows. The write is by value, so the check before a
 * repeat is a comparison: if the PSA already shows this assignee, it is done.
 */
export function assignHandler(deps: DeskDeps): EffectHandler {
  const { store, psa } = deps;
  const roleOf = assignRole(deps);
  return {
    deadlineMs: PSA_DEADLINE_MS,
    async perform(effect) {
      const ticketId = text(effect, 'ticketId');
      const doc = await store.get('tickets', ticketId);
      if (!doc) return NOTHING;
      const wanted = optional(effect, 'agentId');
      if (!stillWanted(doc.data, effect)) return effect.attempts > 1 ? lookForLateWrite(deps, effect) : NOTHING;
      if (wanted === undefined && optional(effect, 'personId') !== undefined) {
        throw new OutsideError('PSA_REFUSED', 'The new owner has no agent in the PSA.', { done: 'no', retry: 'never' });
      }
      // The owner at the time of the decision, and the owner as now known. The decision was to take the ticket from
      // them.
      const from = [optional(effect, 'from'), doc.data.psaAgentId];
      const roleId = wanted === undefined ? undefined : await roleOf(wanted, ticketId);
      const write = { ticketId, agentId: wanted, opId: effect.id, ...(roleId === undefined ? {} : { roleId }) };
      let result = await psa.assign({ ...write, expect: doc.data.psaVersion });
      if (result.why === 'changed' && result.current && mayOverwrite(result.current, wanted, from)) {
        // Something else changed (a mail from the client, a status), not the assignee: try again with the PSA's current
        // version.
        result = isHeldBy(result.current, wanted)
          ? { ...result, applied: true }
          : await psa.assign({ ...write, expect: result.current.version });
        if (result.why === 'changed' && result.current && mayOverwrite(result.current, wanted, from)) {
          // It changed again, but still not the assignee. That is only a race, so retry.
          throw new OutsideError('PSA_CHANGED', `Ticket ${ticketId} keeps changing in ${psa.name}.`, {
            done: 'no',
            retry: 'later',
          });
        }
      }
      if (result.applied) return { writes: () => confirmed(deps, effect, result) };
      if (result.why === 'not-applied') {
        throw new OutsideError('PSA_NOT_APPLIED', `${psa.name} accepted the assignment and did not apply it.`, {
          done: 'no',
          retry: 'never',
        });
      }
      return { writes: () => psaWon(deps, effect, result) };
    },
  };
}

/** An earlier attempt may have landed, and people have decided again since. */
async function lookForLateWrite(deps: DeskDeps, effect: Effect): Promise<Performance> {
  const ticketId = text(effect, 'ticketId');
  const current = await deps.psa.getTicket(ticketId);
  if (!current || current.assignee?.id !== optional(effect, 'agentId')) return NOTHING;
  return {
    writes: async () => {
      const doc = await deps.store.get('tickets', ticketId);
      if (!doc) return [];
      const change = new Change(doc, deps.clock.now());
      await settleLateWrite(deps, effect, current, change);
      if (change.events.length > 0) redrawCards(change, await postedCardsOf(deps.store, ticketId), []);
      return change.changed ? change.writes() : [];
    },
  };
}

function isHeldBy(ticket: Ticket, agentId: string | undefined): boolean {
  return ticket.open && ticket.assignee?.id === agentId;
}

/**
 * Whether nobody has changed the assignee meanwhile: the ticket is unassigned, has its earlier owner, or already has
 * the wanted one.
 */
function mayOverwrite(ticket: Ticket, wanted: string | undefined, from: readonly (string | undefined)[]): boolean {
  if (!ticket.open || ticket.deleted === true || ticket.mergedInto !== undefined) return false;
  const holder = ticket.assignee?.id;
  return holder === undefined || holder === wanted || from.includes(holder);
}

async function confirmed(deps: DeskDeps, effect: Effect, { current }: WriteResult): Promise<readonly Write[]> {
  const ticketId = text(effect, 'ticketId');
  const [doc, words, surfaces] = await Promise.all([
    deps.store.get('tickets', ticketId),
    deps.store.get('texts', ticketId),
    postedCardsOf(deps.store, ticketId),
  ]);
  if (!doc) return [];
  const change = new Change(doc, deps.clock.now()).log('psa-confirmed', 'psa', {
    owner: optional(effect, 'personId') ?? null,
  });
  if (stillWanted(doc.data, effect)) change.set({ sync: 'clean' });
  if (current) {
    seen(change, current, words);
    await settleLateWrite(deps, effect, current, change);
  }
  redrawCards(change, surfaces, []);
  return change.writes();
}

async function psaWon(deps: DeskDeps, effect: Effect, result: WriteResult): Promise<readonly Write[]> {
  const { store, clock } = deps;
  const doc = await store.get('tickets', text(effect, 'ticketId'));
  if (!doc || !stillWanted(doc.data, effect)) return [];
  const now = clock.now();
  const change = new Change(doc, now);
  const loser = optional(effect, 'personId') ?? null;
  const current = result.current;
  if (!current || result.why === 'gone' || current.deleted === true || current.mergedInto !== undefined) {
    change.set({ phase: 'gone', open: false, sync: 'clean' }).log('psa-won', 'psa', { over: loser, by: 'gone' });
  } else if (!current.open) {
    change.set({ phase: 'closed', open: false, sync: 'clean' }).log('psa-won', 'psa', { over: loser, by: 'closed' });
  } else if (current.assignee) {
    const by = await personIdOfAgent(store, current.assignee.id);
    change
      .set({
        phase: 'taken',
        owner: { personId: by, at: now, via: 'psa', by: 'psa' },
        before: undefined,
        sync: 'clean',
      })
      .log('psa-won', 'psa', { over: loser, by });
  }
  if (current) seen(change, current, await store.get('texts', doc.id));
  redrawCards(change, await postedCardsOf(store, doc.id), loser === null ? [] : [loser]);
  return change.writes();
}

/**
 * Records the assignee as read from the PSA and when the ticket was last updated there. An older reading that arrives
 * later is then not mistaken for a change (intake.ts). The version is recorded only if nothing but the assignee has
 * changed: otherwise the next poll must still find the other change, such as a closed ticket or a new text.
 */
function seen(change: Change, current: Ticket, text: Doc<TicketText> | undefined): void {
  change.set({ psaAgentId: current.assignee?.id, psaUpdatedAt: current.updatedAt });
  if (text === undefined) return;
  // Lists omit the contact's address, but the owner needs it.
  const psa = withAddress(text.data.psa, current);
  if (psa !== text.data.psa)
    change.also({ op: 'put', c: 'texts', id: text.id, data: { ...text.data, psa }, expect: text.v });
  if (besidesOwner(psa) !== besidesOwner(withAddress(current, psa))) return;
  change.set({ psaVersion: current.version });
}

function besidesOwner({ assignee: _who, version: _version, updatedAt: _at, ...rest }: Ticket): string {
  return contentHash(rest);
}

/**
 * Writes an internal note with the reason for a decision. Before a repeat, it checks for the note's marker, so that the
 * note appears once.
 */
export function noteHandler(deps: DeskDeps): EffectHandler {
  const { psa } = deps;
  return {
    deadlineMs: PSA_DEADLINE_MS,
    async perform(effect, { unclear }) {
      const ticketId = text(effect, 'ticketId');
      const words = await noteWords(deps, ticketId, Number(effect.payload['n']), optional(effect, 'words'));
      if (words === undefined) return NOTHING;
      if (unclear && (await psa.hasNote(ticketId, effect.id))) return NOTHING;
      await psa.addNote({ ticketId, opId: effect.id, text: words, visibility: 'internal' });
      return NOTHING;
    },
  };
}

/**
 * Writes triage's priority back to the PSA, by value, so a repeat is harmless. A priority chosen later by a person
 * takes precedence. Other changes of the ticket (a mail from the client, a status) do not prevent the write.
 */
export function priorityHandler(deps: DeskDeps): EffectHandler {
  const { store, psa } = deps;
  return {
    deadlineMs: PSA_DEADLINE_MS,
    async perform(effect) {
      const ticketId = text(effect, 'ticketId');
      const doc = await store.get('tickets', ticketId);
      const record = await store.get('triage', ticketId);
      const known = (await store.get('texts', ticketId))?.data.psa;
      if (!doc?.data.open || !record || !known || known.priority?.rank !== effect.payload['from']) return NOTHING;
      const { priority } = record.data;
      let result = await psa.update({ ticketId, expect: doc.data.psaVersion, priority, opId: effect.id });
      const current = result.why === 'changed' ? result.current : undefined;
      if (current?.open === true && current.priority?.rank === effect.payload['from']) {
        result = await psa.update({ ticketId, expect: current.version, priority, opId: effect.id });
      }
      if (result.why === 'not-applied') {
        throw new OutsideError('PSA_NOT_APPLIED', `${psa.name} accepted the priority and did not apply it.`, {
          done: 'no',
          retry: 'never',
        });
      }
      return NOTHING;
    },
  };
}

function text(effect: Effect, key: string): string {
  const value = effect.payload[key];
  if (typeof value !== 'string') throw new TypeError(`effect ${effect.id} has no ${key}`);
  return value;
}

function optional(effect: Effect, key: string): string | undefined {
  const value = effect.payload[key];
  return typeof value === 'string' ? value : undefined;
}
