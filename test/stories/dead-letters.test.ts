import { afterEach, describe, expect, test } from 'vitest';
import type { Person } from '../../model/person.ts';
import { booked, visitOf } from '../helpers/booked.ts';
import { over } from '../../harness/over.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, fillsIn, isAskedAbout, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

/** What HaloPSA’s own rules refuse for good: what it holds up, what people read, and how they go on. */
let msp: SmallMsp;
afterEach(() => msp.close());

const SUMMARY = 'The reception printer is dead';
const dead = async () => (await msp.store.listEffects({ state: 'dead', limit: 10 })).map(({ kind }) => kind);
const stateOf = async (ticket: number) => (await msp.store.get('tickets', String(ticket)))?.data;

async function dana(does: 'Try again' | 'Dismiss', summary: string): Promise<void> {
  const card = channelCard(msp.dana, summary);
  await msp.does(() => msp.dana.click(card.id, does));
  await msp.minutes(1);
}

describe('a HaloPSA workflow refuses the status of a confirmed visit', () => {
  async function refused() {
    msp = await smallMsp({ visits: { statuses: { confirmed: 'in progress' } } });
    for (const type of [1, 2, 3, 4]) msp.halo.people.swallow(type, ['status_id']);
    const { ticket } = await booked(msp, SUMMARY, 'ana');
    await msp.minutes(1);
    expect(await dead()).toEqual(['psa.status']);
    return ticket;
  }

  test('the visit stays confirmed, the card says what was refused, and the ticket can change hands', async () => {
    const ticket = await refused();
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed' });
    const { words } = channelCard(msp.dana, SUMMARY);
    expect(words).toContain('The status in HaloPSA: stuck since');
    expect(words).not.toContain('Booking it failed');
    expect(words).not.toContain('not yet in HaloPSA');
    await fillsIn(msp, msp.dana, channelCard(msp.dana, SUMMARY), 'Give to', {
      to: `agent:${msp.agents.ben}`,
      reason: 'workload',
    });
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe('Ben Okafor');
    expect(msp.haloNotes(ticket).join()).toContain('assigned to Ben Okafor');
  });

  test('one tap writes the status once the rule is gone', async () => {
    const ticket = await refused();
    msp.halo.state.workflowRules.clear();
    await dana('Try again', SUMMARY);
    expect(await dead()).toEqual([]);
    expect(msp.halo.state.statuses.get(msp.halo.state.tickets.get(ticket)!.status_id)?.name).toBe('In Progress');
    expect(channelCard(msp.dana, SUMMARY).words).not.toMatch(/stuck|not yet in HaloPSA/);
    expect(await stateOf(ticket)).toMatchObject({ sync: 'clean' });
  });

  test('the card is quiet once the dispatcher dismisses it', async () => {
    const ticket = await refused();
    await dana('Dismiss', SUMMARY);
    expect(channelCard(msp.dana, SUMMARY).words).not.toMatch(/stuck|not yet in HaloPSA/);
    expect(await stateOf(ticket)).toMatchObject({ sync: 'clean' });
  });
});

test('a refused assignment that is retried shows as “not yet in HaloPSA” until HaloPSA has it', async () => {
  msp = await smallMsp();
  const ticket = msp.ticket('Printer jams again');
  await msp.minutes(1);
  for (const type of [1, 2, 3, 4]) msp.halo.people.swallow(type, ['agent_id']);
  const asked = whoIsAsked(msp, 'Printer jams');
  await claims(msp, asked, myCard(asked, 'Printer jams'));
  await msp.minutes(1);
  expect(await dead()).toEqual(['psa.assign']);
  expect(await stateOf(ticket)).toMatchObject({ sync: 'refused' });
  msp.halo.state.workflowRules.clear();
  await dana('Try again', 'Printer jams');
  expect(msp.haloOwner(ticket)).toBe(asked.person.name);
  expect(await stateOf(ticket)).toMatchObject({ sync: 'clean' });
});

test('a retried card does not claim that anything is missing in HaloPSA', async () => {
  msp = await smallMsp();
  const ticket = msp.ticket('Printer jams again');
  await msp.minutes(1);
  const asked = whoIsAsked(msp, 'Printer jams');
  await claims(msp, asked, myCard(asked, 'Printer jams'));
  await msp.minutes(2);
  msp.teams.faults.add({ kind: 'refuse', status: 403, code: 'MessageWritesBlocked' }, { method: 'PUT', times: 1 });
  msp.halo.people.close(ticket);
  msp.callboard.desk.hint([String(ticket)]);
  await msp.minutes(1);
  expect(await dead()).toEqual(['card.sync']);
  const [letter] = await msp.store.listEffects({ state: 'dead', limit: 1 });
  const trouble = channelCard(msp.dana, 'stuck');
  await msp.does(() => msp.dana.click(trouble.id, 'Try again'));
  await msp.minutes(1);
  expect(await dead()).toEqual([]);
  expect(letter?.payload['ticketId']).toBe(String(ticket));
  expect(await stateOf(ticket)).toMatchObject({ sync: 'clean' });
});

test('a card for a person cached from before Teams knew them is delivered and does not become a dead letter', async () => {
  msp = await smallMsp({
    each: (_, parts) => ({
      ...parts,
      store: over(parts.store, {
        // As a memory of people is that is a second old (store/mongo/people.ts).
        async get(c, id) {
          const doc = await parts.store.get(c, id);
          if (c !== 'people' || !doc) return doc;
          const { chat: _chat, entraId: _entraId, ...before } = doc.data as Person;
          return { ...doc, data: before as typeof doc.data };
        },
      }),
    }),
  });
  msp.ticket('Printer jams again');
  await msp.minutes(2);
  expect(isAskedAbout(whoIsAsked(msp, 'Printer jams'), 'Printer jams')).toBe(true);
  expect(await dead()).toEqual([]);
});
