import { afterEach, expect, test } from 'vitest';
import { silentLog } from '../../model/log.ts';
import { booked, givenTo, visitOf } from '../helpers/booked.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const SUMMARY = 'The reception printer is dead';
const statusOf = (ticket: number) =>
  msp.halo.state.statuses.get(msp.halo.state.tickets.get(ticket)?.status_id ?? 0)?.name;
const TYPO = '▲ HaloPSA has no status “Vist booked”';

test('a status that HaloPSA does not have is reported with the existing ones and blocks nothing', async () => {
  const warned: string[] = [];
  msp = await smallMsp({
    visits: { statuses: { offered: 'Vist booked', confirmed: 'in progress' } },
    log: {
      ...silentLog,
      warn: (what, fields) => {
        if (what === 'psa.status-unknown') warned.push(JSON.stringify(fields));
      },
    },
  });
  await msp.minutes(1);
  // Before any ticket has met it.
  const words = channelCard(msp.dana, TYPO).words;
  expect(words).toMatch(/It has: .*New, In Progress/);
  expect(words).toContain('Correct the setting');

  const { ticket } = await booked(msp, SUMMARY, 'ana');
  await givenTo(msp, 'The label printer is dead', 'ben');
  expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed' });
  expect(await msp.store.listEffects({ state: 'dead', limit: 10 })).toEqual([]);
  expect(msp.haloNotes(ticket).join()).toContain('visit confirmed for');
  expect(statusOf(ticket)).toBe('In Progress');
  await msp.minutes(61);
  expect(warned).toHaveLength(1);
  expect(warned[0]).toMatch(/Vist booked.*"New","In Progress"/);
});

test('the card is updated once HaloPSA has the status', async () => {
  msp = await smallMsp({ visits: { requestStatuses: { 'on-site': 'Needs a visit' } } });
  await msp.minutes(1);
  expect(channelCard(msp.dana, '“Needs a visit”').words).toContain('▲');
  msp.halo.state.statuses.set(77, { id: 77, name: 'Needs a visit', hold: false, closed: false });
  await msp.minutes(65);
  expect(msp.dana.channel().filter(({ words }) => words.includes('Needs a visit'))).toEqual([]);
});
