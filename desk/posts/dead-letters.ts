import { asCoded } from '../../model/errors.ts';
import { answerAsk, barrierFor, Change, openAsk } from '../tickets/index.ts';
import type { DeskDeps } from '../deps.ts';
import type { Effect, Write } from '../ports/store.ts';
import { redrawCards, postedCardsOf, TROUBLE_CARD, postOrRedraw } from './posted-cards.ts';

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
    const others = (await postedCardsOf(store, doc.id)).filter((known) => known.id !== surface?.id);
    redrawCards(change, others, []);
    writes.push(...change.writes());
  }
  if (surface?.id !== TROUBLE_CARD) {
    const known = await store.get('surfaces', TROUBLE_CARD);
    writes.push(
      ...postOrRedraw(known, {
        id: TROUBLE_CARD,
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

/** For logs: the code and words of anything thrown. */
export function described(error: unknown): { code: string; text: string } {
  const { code, message } = asCoded(error);
  return { code, text: message };
}
