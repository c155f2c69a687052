import type { SmallMsp } from '../../harness/msp/small-msp.ts';

/** Everything that a stranger must not be able to change, as plain data to compare: the desk's, HaloPSA's and Teams'. */
export async function worldState(msp: SmallMsp): Promise<Record<string, unknown>> {
  const { store } = msp;
  const all = { limit: 1_000 };
  const [tickets, events, people, surfaces, timers] = await Promise.all([
    store.query('tickets', { index: 'byOpen', ...all }),
    store.query('events', { index: 'byTime', ...all }),
    store.query('people', { index: 'byName', ...all }),
    store.query('surfaces', { index: 'byState', ...all }),
    store.query('timers', { index: 'byDue', ...all }),
  ]);
  return {
    tickets: tickets.docs,
    events: events.docs,
    people: people.docs,
    surfaces: surfaces.docs,
    timers: timers.docs,
    pause: await store.get('meta', 'pause'),
    channel: await store.get('meta', 'channel'),
    effects: await store.countEffects(),
    written: msp.halo.journal.writes.length,
    channelSays: msp.dana.channel().map((message) => message.words),
    chats: [msp.ana, msp.ben, msp.chris, msp.dana, msp.mara].map((person) => person.inbox().length),
  };
}

/** What must never stand in an answer: markup, stack frames, keys, tokens, our own insides. */
export const LEAKS = /<\/?\w|\bat .+:\d+:\d+|node_modules|\.ts\b|PUBLIC KEY|eyJ[\w-]{10}|SQLITE|sqlite|zod|Error:/;
