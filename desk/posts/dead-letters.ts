import { asCoded } from '../../model/errors.ts';
import { answerAsk, barrierFor, Change, openAsk } from '../tickets/index.ts';
import type { DeskDeps } from '../deps.ts';
import type { Effect, Write } from '../ports/store.ts';
import { redrawCards, postedCardsOf, TROUBLE_CARD, postOrRedraw } from './posted-cards.ts';

/**
 * Returns the writes for an effect that can never succeed. Dispatchers see it on the trouble card and on the ticket's
 * card, and can retry it. An undeliverable offer ends immediately, so that the next person is asked.
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
 * A step of a visit failed for good. The visit keeps its state, so that a retry can continue from there, and records
 * which step failed.
 */
async function visitStuck({ store }: DeskDeps, effect: Effect, error: { code: string }): Promise<readonly Write[]> {
  const { visitId } = effect.payload;
  // A refused PSA write does not prevent the visit. The ticket shows the refusal, and the visit goes on.
  if (effect.kind.startsWith('psa.')) return [];
  const visit = typeof visitId === 'string' ? await store.get('visits', visitId) : undefined;
  if (!visit?.data.open) return [];
  const data = { ...visit.data, stuck: { step: effect.kind, code: error.code } };
  return [{ op: 'put', c: 'visits', id: visit.id, data, expect: visit.v }];
}

/** The code and message of any thrown value, for logs. */
export function described(error: unknown): { code: string; text: string } {
  const { code, message } = asCoded(error);
  return { code, text: message };
}
