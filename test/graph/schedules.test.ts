import { afterEach, describe, expect, it } from 'vitest';
import { schedules } from '../../graph/schedules.ts';
import { FAULTS, type GraphSimulator } from '../../sim/graph/index.ts';
import { DAY, DISPATCH, graphWorld, HOUR, MONDAY, type GraphWorld } from './graph-world.ts';
import { json, localGraph, type LocalGraph } from './local-graph.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
async function tenant(seed: (sim: GraphSimulator) => void): Promise<GraphWorld> {
  const world = await graphWorld({ seed });
  closing.push(() => world.stop());
  return world;
}
const people = Array.from({ length: 200 }, (_, n) => `tech${n}@msp.example`);
const calls = (world: GraphWorld) => world.sim.journal.exchanges.filter((one) => one.url.endsWith('/getSchedule'));

describe('two hundred calendars', () => {
  it('cost ten requests for four weeks', async () => {
    const world = await tenant((sim) => {
      for (const [n, mail] of people.entries()) {
        sim.seed.user({ displayName: `Tech ${n}`, mail });
        sim.seed.event(mail, { start: MONDAY + n * HOUR, end: MONDAY + (n + 1) * HOUR });
      }
    });
    const found = await world.during(() =>
      world.graph.background.calendars.schedules(people, MONDAY, MONDAY + 28 * DAY),
    );
    expect(calls(world)).toHaveLength(10);
    for (const [n, mail] of people.entries()) {
      const busy = [{ start: MONDAY + n * HOUR, end: MONDAY + (n + 1) * HOUR, status: 'busy' }];
      expect(found.get(mail)).toEqual({ known: true, busy });
    }
  });

  it('stay known when a request for one group is refused once', async () => {
    const world = await tenant((sim) =>
      people.slice(0, 20).forEach((mail) => sim.seed.user({ displayName: mail, mail })),
    );
    world.sim.faults.add({
      path: '/users/*/calendar/getSchedule',
      applies: 'never',
      times: 1,
      then: { status: 400, code: 'ErrorInvalidRequest' },
    });
    const found = await world.during(() =>
      world.graph.background.calendars.schedules(people.slice(0, 20), MONDAY, MONDAY + DAY),
    );
    expect([...found.values()].every((one) => one.known)).toBe(true);
    expect(calls(world)).toHaveLength(3);
  });

  it('fail with an error, and are not free, when Graph does not answer', async () => {
    const world = await tenant(() => {});
    world.sim.faults.down(10 * HOUR);
    const ask = world.during(() => world.graph.background.calendars.schedules(people, MONDAY, MONDAY + DAY));
    await expect(ask).rejects.toMatchObject({ code: 'GRAPH_UNREACHABLE', retry: 'later' });
  });

  it('are read in several windows beyond the limit of 62 days', async () => {
    const world = await tenant((sim) => {
      sim.seed.user({ displayName: 'A', mail: 'ana@msp.example' });
      // Spans the border between two windows.
      sim.seed.event('ana@msp.example', { start: MONDAY + 44 * DAY, end: MONDAY + 46 * DAY });
    });
    const found = await world.during(() =>
      world.graph.background.calendars.schedules(['ana@msp.example'], MONDAY, MONDAY + 100 * DAY),
    );
    const answer = found.get('ana@msp.example');
    expect(answer?.known === true && answer.busy.some((one) => one.start <= MONDAY + 44 * DAY)).toBe(true);
    expect(answer?.known === true && Math.max(...answer.busy.map((one) => one.end))).toBe(MONDAY + 46 * DAY);
  });

  it('fail with an error when the answer has ten megabytes', async () => {
    const world = await tenant(() => {});
    world.sim.faults.add(FAULTS.huge({ path: '/users/*/calendar/getSchedule', times: 3 }));
    const ask = world.during(() =>
      world.graph.background.calendars.schedules(people.slice(0, 5), MONDAY, MONDAY + DAY),
    );
    await expect(ask).rejects.toMatchObject({ code: 'GRAPH_UNREACHABLE' });
  });
});

describe('an answer of getSchedule', () => {
  const mail = 'ana@msp.example';
  const window = { start: MONDAY, end: MONDAY + 4 * HOUR };
  async function answerTo(schedule: object) {
    const graph: LocalGraph = await localGraph((_asked, res) =>
      json(res, 200, { value: [{ scheduleId: 'ANA@msp.example', ...schedule }] }),
    );
    closing.push(() => graph.close());
    return (await schedules(graph.transport(), DISPATCH, [mail], window)).get(mail);
  }
  const time = (hours: number, timeZone = 'UTC') => ({
    dateTime: `${new Date(MONDAY + hours * HOUR).toISOString().slice(0, 19)}.0000000`,
    timeZone,
  });

  it.each([
    ['has neither view nor entries', {}],
    [
      'is an error',
      { error: { message: 'no', responseCode: '5009' }, availabilityView: '00000000', scheduleItems: [] },
    ],
    ['has an unreadable time', { availabilityView: '0', scheduleItems: [{ status: 'busy', start: time(0), end: {} }] }],
    [
      'has a custom time zone',
      { scheduleItems: [{ status: 'busy', start: time(0, 'Customized Time Zone'), end: time(1) }] },
    ],
  ])('counts as unknown when it %s', async (_what, schedule) => {
    expect(await answerTo(schedule)).toMatchObject({ known: false });
  });

  it('counts as busy when only its coarse view shows a busy time', async () => {
    const found = await answerTo({ availabilityView: '00200300', scheduleItems: [] });
    expect(found).toEqual({
      known: true,
      busy: [
        { start: MONDAY + HOUR, end: MONDAY + 1.5 * HOUR, status: 'busy' },
        { start: MONDAY + 2.5 * HOUR, end: MONDAY + 3 * HOUR, status: 'away' },
      ],
    });
  });

  it('counts an unrecognized status as busy', async () => {
    const found = await answerTo({ scheduleItems: [{ status: 'unknown', start: time(1), end: time(2) }] });
    expect(found).toMatchObject({ known: true, busy: [{ status: 'busy' }] });
  });
});
