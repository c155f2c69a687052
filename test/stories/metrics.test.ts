import { afterEach, expect, it } from 'vitest';
import { promMetrics } from '../../config/metrics.ts';
import type { Callboard } from '../../start/compose.ts';
import { givenTo } from '../helpers/booked.ts';
import { client } from '../../harness/msp/client.ts';
import { over } from '../../harness/over.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

/** What Prometheus reads at /metrics while the desk works. */
let msp: SmallMsp;
afterEach(() => msp.close());

const text = async (callboard: Callboard = msp.callboard): Promise<string> => {
  const answer = await msp.does(() => msp.clock.fetch(`${callboard.url}/metrics`));
  expect(answer.status).toBe(200);
  return answer.text();
};
/** One sample by its name and labels as they stand in the text; undefined when the series is not there. */
function sample(page: string, series: string): number | undefined {
  const line = page.split('\n').find((one) => one.startsWith(`callboard_${series} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}
const read = async (series: string, callboard?: Callboard) => sample(await text(callboard), series);

/** Halo accepts assignments and forgets them, until the rule is taken away. */
const refuseAssignments = () => {
  for (const type of [1, 2, 3, 4]) msp.halo.people.swallow(type, ['agent_id']);
};

it('the metrics count triage records and time a new ticket’s way to its card in the channel', async () => {
  msp = await smallMsp();
  expect(await read('triage_total{by="rules"}')).toBeUndefined();
  expect(await read('card_seconds_count')).toBe(0);
  msp.ticket('Printer jams again');
  msp.ticket('Monitor stays black');
  await msp.minutes(1);
  const page = await text();
  expect(sample(page, 'triage_total{by="rules"}')).toBe(2);
  expect(sample(page, 'card_seconds_count')).toBe(2);
  expect(sample(page, 'card_seconds_sum')).toBeGreaterThan(0);
  // Cards follow their tickets by edits, which are no first cards.
  const asked = whoIsAsked(msp, 'Printer');
  await claims(msp, asked, myCard(asked, 'Printer'));
  await msp.minutes(1);
  expect(await read('card_seconds_count')).toBe(2);
});

it('the metrics show triage by deadline when the PSA does not answer in time', async () => {
  msp = await smallMsp();
  msp.halo.faults.add({ method: 'GET', path: '/Client', applies: 'never', then: { status: 500 }, times: 100_000 });
  const client = msp.halo.seed.client({ name: 'Somebody new', sla_id: 1 });
  msp.ticket('Printer jams again', 'It jams.', { client_id: client.id });
  await msp.clock.advance(45_000);
  expect(await read('tickets_untriaged')).toBe(1);
  await msp.minutes(10);
  expect(await read('triage_total{by="deadline"}')).toBe(1);
  expect(await read('tickets_untriaged')).toBe(0);
});

it('the metrics count and time attempts at outside changes by kind and outcome', async () => {
  msp = await smallMsp();
  msp.ticket('Printer jams again');
  await msp.minutes(1);
  const asked = whoIsAsked(msp, 'Printer');
  msp.halo.faults.add({ method: 'POST', path: '/Actions', applies: 0, then: 'hang', times: 1 });
  await claims(msp, asked, myCard(asked, 'Printer'));
  await msp.minutes(3);
  const page = await text();
  expect(sample(page, 'effects_total{kind="psa.assign",as="done"}')).toBe(1);
  expect(sample(page, 'effects_total{kind="psa.note",as="retry"}')).toBe(1);
  expect(sample(page, 'effects_total{kind="psa.note",as="done"}')).toBe(1);
  expect(sample(page, 'effects_unclear_total{kind="psa.note"}')).toBe(1);
  expect(sample(page, 'effects_unclear_total{kind="psa.assign"}')).toBeUndefined();
  expect(sample(page, 'effect_seconds_count{kind="psa.note"}')).toBe(2);
  // The first attempt waited ten seconds for an answer.
  expect(sample(page, 'effect_seconds_sum{kind="psa.note"}')).toBeGreaterThanOrEqual(10);
});

it('the metrics show dead letters and what waits behind them until somebody retries them', async () => {
  msp = await smallMsp();
  msp.ticket('Printer jams again');
  await msp.minutes(1);
  expect(await read('effects_dead')).toBe(0);
  expect(await read('tickets_untaken')).toBe(1);
  refuseAssignments();
  const asked = whoIsAsked(msp, 'Printer');
  await claims(msp, asked, myCard(asked, 'Printer'));
  await msp.minutes(1);
  const page = await text();
  expect(sample(page, 'effects_dead')).toBe(1);
  expect(sample(page, 'effects_total{kind="psa.assign",as="dead"}')).toBe(1);
  // The note about the assignment keeps its place behind it.
  expect(sample(page, 'effects_waiting')).toBe(1);
  expect(sample(page, 'tickets_untaken')).toBe(0);
  msp.halo.state.workflowRules.clear();
  await msp.does(() => msp.dana.click(channelCard(msp.dana, 'Printer').id, 'Try again'));
  await msp.minutes(1);
  expect(await read('effects_dead')).toBe(0);
  expect(await read('effects_waiting')).toBe(0);
});

it('the metrics show the same gauges at every instance', async () => {
  msp = await smallMsp({
    copies: 3,
    // In production each copy has counts of its own.
    each: (_n, parts) => ({ ...parts, ...promMetrics({ processMetrics: false }) }),
  });
  msp.ticket('Printer jams again');
  msp.ticket('Monitor stays black');
  await msp.minutes(1);
  refuseAssignments();
  const asked = whoIsAsked(msp, 'Printer');
  await claims(msp, asked, myCard(asked, 'Printer'));
  await msp.minutes(1);
  for (const copy of msp.callboards) {
    const page = await text(copy);
    expect(sample(page, 'effects_dead')).toBe(1);
    expect(sample(page, 'effects_waiting')).toBe(1);
    expect(sample(page, 'tickets_untaken')).toBe(1);
    expect(sample(page, 'poll_age_seconds')).toBeLessThan(60);
  }
});

it('the metrics let the age of the last poll grow while the PSA is down', async () => {
  msp = await smallMsp();
  await msp.minutes(1);
  expect(await read('poll_age_seconds')).toBeLessThan(60);
  msp.halo.faults.add({ method: 'GET', path: '/Tickets', applies: 'never', then: { status: 500 }, times: 100_000 });
  await msp.minutes(10);
  expect(await read('poll_age_seconds')).toBeGreaterThan(300);
});

it('the metrics count visits whose clients have not chosen a time', async () => {
  msp = await smallMsp({ visits: true });
  expect(await read('visits_unconfirmed')).toBe(0);
  await givenTo(msp, 'The reception printer is dead', 'ana');
  expect(await read('visits_unconfirmed')).toBe(1);
  const erika = client(msp, 'erika@contoso.example');
  const page = await erika.opensLink();
  await erika.chooses(page.is === 'choose' ? page.slots[0]!.value : '');
  await msp.minutes(2);
  expect(await read('visits_unconfirmed')).toBe(0);
});

it('the metrics show no number instead of an old one while the store cannot be read', async () => {
  let broken = false;
  msp = await smallMsp({
    each: (_n, parts) => ({
      ...parts,
      store: over(parts.store, {
        countEffects: () => (broken ? Promise.reject(new Error('no such table')) : parts.store.countEffects()),
      }),
    }),
  });
  msp.ticket('Printer jams again');
  await msp.minutes(1);
  expect(await read('tickets_untaken')).toBe(1);
  broken = true;
  const page = await text();
  expect(sample(page, 'tickets_untaken')).toBeNaN();
  expect(sample(page, 'effects_dead')).toBeNaN();
  expect(sample(page, 'triage_total{by="rules"}')).toBe(1);
});
