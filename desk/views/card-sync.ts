import { type Drawn } from '../../cards/index.ts';
import { OutsideError } from '../../model/errors.ts';
import { contentHash } from '../../model/hash.ts';
import type { Conversation } from '../../model/person.ts';
import type { PostedCard } from '../ports/collections.ts';
import type { DeskDeps } from '../deps.ts';
import { everybody } from '../people/index.ts';
import { KEEP, untilCommitted } from '../records/index.ts';
import type { EffectHandler, Performance } from '../outbox/index.ts';
import type { ChatMessage } from '../ports/chat.ts';
import type { Doc, Write } from '../ports/store.ts';
import { heardFromTeams } from '../posts/index.ts';
import { ticketView } from './ticket-view.ts';
import { draw } from './draw.ts';

/** We wait 10 s for Teams' answer, and the message may appear up to 5 s after that. */
const CARD_DEADLINE_MS = 16_000;

const NOTHING: Performance = {};

/** Temporary cards, kept as long as notices. */
const PASSING: ReadonlySet<PostedCard['kind']> = new Set<PostedCard['kind']>(['notice', 'catch-up', 'day', 'replan']);

/**
 * Brings one posted card up to date: posts it, edits it, or finds that it is current. After an unclear send, the
 * message is sent again and counted as a possible duplicate. An unclear edit is simply repeated:
 * docs/platform/teams.md, “A message has no key”.
 */
export function cardHandler(deps: DeskDeps): EffectHandler {
  const { store, chat } = deps;
  return {
    deadlineMs: CARD_DEADLINE_MS,
    async perform(effect, { unclear }) {
      const { surfaceId, ticketId } = effect.payload;
      const [doc, view] = await Promise.all([
        typeof surfaceId === 'string' ? store.get('surfaces', surfaceId) : undefined,
        typeof ticketId === 'string' ? ticketView(deps, ticketId) : undefined,
      ]);
      if (!doc || doc.data.state === 'retired') return NOTHING;
      const surface = doc.data;
      const drawn = await draw(deps, surface, view);
      if (!drawn) return NOTHING;
      const delivered = contentHash(drawn.card);
      if (surface.activityId !== undefined && surface.at) {
        if (surface.delivered === delivered) return NOTHING;
        const { at, activityId } = surface;
        if (await heard(deps, surface, () => edited(deps, at, activityId, drawn))) {
          return { writes: () => saved(deps, doc.id, { delivered }) };
        }
      }
      const to = await whereTo(deps, surface);
      // Offers send a notification; edits and shared cards do not.
      const alert = surface.kind === 'offer';
      const message = { card: drawn.card, summary: drawn.summary, alert };
      const { activityId } = await heard(deps, surface, () =>
        unclear ? sendAgain(deps, doc.id, to, message) : chat.send(to, message),
      );
      await timeFirstCard(deps, surface);
      return { writes: () => saved(deps, doc.id, { activityId, at: to, delivered, state: 'posted' }) };
    },
  };
}

/**
 * Measures how long it took until the channel showed a new ticket. A ticket that arrived with an owner gets no card
 * until it is released.
 */
async function timeFirstCard({ store, clock, metrics }: DeskDeps, surface: PostedCard): Promise<void> {
  if (surface.kind !== 'ticket' || surface.ticketId === undefined || surface.activityId !== undefined) return;
  const log = await store.query('events', { index: 'byTicket', eq: [surface.ticketId], limit: 1 });
  const heard = log.docs[0]?.data;
  if (heard?.kind !== 'heard' || heard.data['owner'] !== undefined) return;
  metrics.time('card_seconds', clock.now() - heard.at);
}

/** Makes a request to Teams and records whether Teams answered. */
async function heard<T>(deps: DeskDeps, surface: PostedCard, work: () => Promise<T>): Promise<T> {
  try {
    const answer = await work();
    await heardFromTeams(deps, surface.conversation);
    return answer;
  } catch (error) {
    await heardFromTeams(deps, surface.conversation, error);
    throw error;
  }
}

/**
 * Sends a message that may already be there. The possible duplicate is counted before the send: if this attempt also
 * ends without an answer, or the process dies, the next attempt adds another one.
 */
async function sendAgain(deps: DeskDeps, surfaceId: string, to: Conversation, message: ChatMessage) {
  await countCopies(deps, surfaceId, 1);
  try {
    const sent = await deps.chat.send(to, message);
    deps.metrics.count('copies_total');
    return sent;
  } catch (error) {
    if (error instanceof OutsideError && error.done === 'no') await countCopies(deps, surfaceId, -1);
    else deps.metrics.count('copies_total');
    throw error;
  }
}

async function countCopies({ store }: DeskDeps, id: string, by: 1 | -1): Promise<void> {
  await untilCommitted(async () => {
    const doc = await store.get('surfaces', id);
    if (!doc) return;
    const data: PostedCard = { ...doc.data, copies: doc.data.copies + by };
    await store.commit([{ op: 'put', c: 'surfaces', id, data, expect: doc.v }]);
  });
}

/**
 * Edits the posted card. Returns false when the message no longer exists (somebody deleted it) and must be posted
 * again.
 */
async function edited({ chat }: DeskDeps, at: Conversation, activityId: string, drawn: Drawn): Promise<boolean> {
  try {
    await chat.update(at, activityId, { card: drawn.card, summary: drawn.summary });
    return true;
  } catch (error) {
    if (error instanceof OutsideError && error.status === 404) return false;
    throw error;
  }
}

async function whereTo({ store, chat }: DeskDeps, surface: PostedCard): Promise<Conversation> {
  if (surface.at) return surface.at;
  if (surface.conversation === 'channel') {
    const channel = await store.get('meta', 'channel');
    if (channel?.data.is === 'channel') return channel.data.conversation;
    throw new OutsideError('TEAMS_NOT_INSTALLED', 'No dispatch channel is known: say “dispatch here” in it.', {
      done: 'no',
      retry: 'later',
      retryAfterMs: 60_000,
    });
  }
  const { personId } = surface.conversation;
  const known = (await store.get('people', personId))?.data;
  if (known?.chat) return known.chat;
  // A final decision about this person, so read past the cache: another instance may have met them in Teams a moment
  // ago.
  const person =
    known?.entraId === undefined
      ? (await everybody(store, { fresh: true })).find(({ id }) => id === personId)?.data
      : known;
  if (person?.chat) return person.chat;
  if (person?.entraId === undefined) {
    throw new OutsideError('TEAMS_NOT_INSTALLED', 'This person is not known in Teams.', { done: 'no', retry: 'never' });
  }
  return chat.openPersonal(person.entraId);
}

async function saved(
  { store, clock }: DeskDeps,
  surfaceId: string,
  patch: Partial<PostedCard>,
): Promise<readonly Write[]> {
  const doc: Doc<PostedCard> | undefined = await store.get('surfaces', surfaceId);
  if (!doc) return [];
  const data: PostedCard = { ...doc.data, ...patch };
  const passing = surfaceId.startsWith('said:') || PASSING.has(doc.data.kind);
  const expiresAt = passing ? { expiresAt: clock.now() + KEEP.notices } : {};
  const writes: Write[] = [{ op: 'put', c: 'surfaces', id: surfaceId, data, expect: doc.v, ...expiresAt }];
  const personId = data.personId;
  const person = personId === undefined ? undefined : await store.get('people', personId);
  // Keep the chat that was just opened: opening one costs a request each time.
  if (person && patch.at && !person.data.chat) {
    writes.push({ op: 'put', c: 'people', id: person.id, data: { ...person.data, chat: patch.at }, expect: person.v });
  }
  return writes;
}
