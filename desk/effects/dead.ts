import type { DeskTicket, PsaSync } from '../../model/desk-ticket.ts';
import { Change } from '../change.ts';
import type { DeskDeps } from '../deps.ts';
import { barrierFor } from '../barrier.ts';
import { psaLane, psaVisitLane } from '../lanes.ts';
import type { Effect, Store, Write } from '../ports/store.ts';
import { followCards, surfacesOf, TROUBLE_SURFACE, wantSurface } from '../surfaces.ts';
import { answerAsk, openAsk } from '../take.ts';

/**
 * What the desk learns when an effect can never succeed: dispatchers see it on the trouble card (and on the ticket's),
 * with a way to retry. An offer that reached nobody ends at once, so that the next person is asked.
 */
export async function onDead(
  deps: DeskDeps,
  effect: Effect,
  error: { code: string; text: string },
): Promise<readonly Write[]> {
  const { store, clock, log } = deps;
  const now = clock.now();
  log.warn('effect.dead', { effectId: effect.id, kind: effect.kind, code: error.code });
  const writes: Write[] = [];
  const surfaceId = effect.payload['surfaceId'];
  const surface = typeof surfaceId === 'string' ? await store.get('surfaces', surfaceId) : undefined;
  if (surface) {
    writes.push({
      op: 'put',
      c: 'surfaces',
      id: surface.id,
      data: { ...surface.data, state: 'unreachable' },
      expect: surface.v,
    });
  }
  const named = effect.payload['ticketId'] ?? surface?.data.ticketId;
  const doc = typeof named === 'string' ? await store.get('tickets', named) : undefined;
  if (doc) {
    const change = new Change(doc, now).log('dead-letter', 'callboard', { kind: effect.kind, code: error.code });
    if (effect.kind.startsWith('psa.')) change.set({ sync: 'refused' });
    change.also(...(await visitStuck(deps, effect, error)));
    const ask = openAsk(doc.data);
    if (surface && ask && ask.personId === surface.data.personId) {
      answerAsk(change, 'unanswered', 'unreachable');
      change
        .log('unanswered', 'callboard', { to: ask.personId, unreachable: true })
        .also(...(await barrierFor(store, change)));
    }
    const others = (await surfacesOf(store, doc.id)).filter((known) => known.id !== surface?.id);
    followCards(change, others, []);
    writes.push(...change.writes());
  }
  if (surface?.id !== TROUBLE_SURFACE) {
    const known = await store.get('surfaces', TROUBLE_SURFACE);
    writes.push(
      ...wantSurface(known, {
        id: TROUBLE_SURFACE,
        surface: { kind: 'trouble', conversation: 'channel' },
        now,
        effectId: effect.id,
      }),
    );
  }
  return writes;
}

/**
 * A step of a visit failed for good. The visit stays where it is, so that a retry goes on from there, and says which step
 * it was.
 */
async function visitStuck({ store }: DeskDeps, effect: Effect, error: { code: string }): Promise<readonly Write[]> {
  const { visitId } = effect.payload;
  // What the PSA refuses to learn of it keeps nobody from coming: the ticket says that, the visit goes on.
  if (effect.kind.startsWith('psa.')) return [];
  const visit = typeof visitId === 'string' ? await store.get('visits', visitId) : undefined;
  if (!visit?.data.open) return [];
  const data = { ...visit.data, stuck: { step: effect.kind, code: error.code } };
  return [{ op: 'put', c: 'visits', id: visit.id, data, expect: visit.v }];
}

/** Where this ticket's changes in the PSA wait. */
export function psaLanesOf({ ticketId, visitId }: DeskTicket): readonly string[] {
  return [psaLane(ticketId), ...(visitId === undefined ? [] : [psaVisitLane(visitId)])];
}

/** What the ticket says of itself and the PSA when a dead letter of its is sent again (`retry`) or put away. */
export async function syncAfter(store: Store, ticket: DeskTicket, settled: Effect, retry: boolean): Promise<PsaSync> {
  if (!settled.kind.startsWith('psa.')) return ticket.sync;
  const lanes = psaLanesOf(ticket);
  const dead = await Promise.all(lanes.map((lane) => store.listEffects({ state: 'dead', lane, limit: 5 })));
  if (dead.flat().some(({ id }) => id !== settled.id)) return 'refused';
  // Who has it is the one thing that a card calls “not yet” there.
  const waiting = await store.listEffects({ state: 'waiting', lane: psaLane(ticket.ticketId), limit: 50 });
  const assigns = [...waiting, ...(retry ? [settled] : [])].some(({ kind }) => kind === 'psa.assign');
  return assigns ? 'pending' : 'clean';
}
