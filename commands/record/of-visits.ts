import { FAULTS } from '../../sim/graph/index.ts';
import { client } from '../../harness/msp/client.ts';
import { BUSINESS, DISPATCHERS } from '../../harness/msp/graph-tenant.ts';
import type { SmallMsp } from '../../harness/msp/small-msp.ts';
import { claims, fillsIn, myCard, whoIsAsked } from '../../harness/msp/trade.ts';
import type { Situation } from './acts.ts';

const HOUR = 3_600_000;
const APPOINTMENTS = '/solutions/bookingBusinesses/*/appointments';
const DETAILS = 'It has no power at all and smells burnt. Please send somebody to our office, we cannot print labels.';
const erika = (msp: SmallMsp) => client(msp, 'erika@contoso.example');

/** A technician takes an on-site ticket, and the client receives times to choose from. */
async function offered(msp: SmallMsp) {
  const ticket = msp.ticket('The reception printer is dead', DETAILS);
  await msp.minutes(2);
  const technician = whoIsAsked(msp, 'printer');
  await claims(msp, technician, myCard(technician, 'printer'));
  await msp.minutes(3);
  const page = await erika(msp).opensLink();
  if (page.is !== 'choose') throw new Error(`no times to choose from, the page is “${page.is}”`);
  return { ticket, technician, slots: page.slots };
}

/** The client chooses the last time of all, and it is booked. */
async function booked(msp: SmallMsp) {
  const visit = await offered(msp);
  await erika(msp).chooses(visit.slots.at(-1)?.value ?? '');
  await msp.minutes(2);
  const [appointment] = [...(msp.graph?.sim.state.businesses.get(BUSINESS)?.appointments.values() ?? [])];
  return { ...visit, appointment };
}

/** Everything sent about visits to clients, calendars and Bookings, with and without failures. */
export const OF_VISITS: readonly Situation[] = [
  {
    name: 'a visit, moved and cancelled by the client',
    options: { visits: true },
    async play(msp) {
      await booked(msp);
      const page = await erika(msp).looksForAnother();
      if (page.is === 'choose') await erika(msp).chooses(page.slots.at(0)?.value ?? '');
      await msp.minutes(2);
      await erika(msp).cancels('We bought a new one');
      await msp.minutes(2);
    },
  },
  {
    name: 'a visit that the desk calls off',
    options: { visits: true },
    async play(msp) {
      const { technician } = await booked(msp);
      await fillsIn(msp, technician, myCard(technician, 'printer'), 'Cancel visit', {});
      await msp.minutes(2);
    },
  },
  {
    name: 'a visit moved and called off in Bookings',
    options: { visits: true },
    async play(msp) {
      const { appointment } = await booked(msp);
      if (!appointment) throw new Error('Bookings has no appointment');
      msp.graph?.sim.human.moveAppointment(appointment.id, { start: appointment.start + 24 * HOUR });
      await msp.minutes(5);
      msp.graph?.sim.human.cancelAppointment(appointment.id);
      // Long enough for the sweep of orphaned entries.
      await msp.minutes(65);
    },
  },
  {
    name: 'no time suits, and nobody answers',
    options: { visits: { chaseAfterHours: [1, 2] } },
    async play(msp) {
      await offered(msp);
      await erika(msp).wishes('Only before eight, we open then');
      await msp.minutes(150);
    },
  },
  {
    name: 'Microsoft 365 tells of changed calendars',
    options: { visits: true, notices: true, roleGroups: { [DISPATCHERS]: ['dispatcher'] } },
    async play(msp) {
      const { sim } = msp.graph ?? {};
      await msp.minutes(1);
      msp.ticket('Label printer jams');
      await msp.minutes(1);
      const technician = whoIsAsked(msp, 'Label printer');
      const start = msp.clock.now();
      sim?.human.addEvent(technician.person.mail, { start, end: start + 2 * HOUR });
      const [one, two] = [...(sim?.state.subscriptions.values() ?? [])];
      if (one) sim?.notices.lifecycle(one, 'reauthorizationRequired');
      if (two) sim?.notices.lifecycle(two, 'subscriptionRemoved');
      await msp.minutes(2);
    },
  },
  {
    name: 'Microsoft 365 on a bad day',
    options: { visits: true },
    async play(msp) {
      const { sim } = msp.graph ?? {};
      const { slots } = await offered(msp);
      sim?.faults.add(FAULTS.lateSuccess({ method: 'POST', path: '/users/*/events' }));
      sim?.faults.add(FAULTS.unknownError({ method: 'POST', path: APPOINTMENTS }));
      sim?.faults.add(FAULTS.lateSuccess({ method: 'POST', path: APPOINTMENTS }));
      sim?.faults.add(FAULTS.lateSuccess({ method: 'POST', path: '/users/*/sendMail' }));
      await erika(msp).chooses(slots.at(0)?.value ?? '');
      sim?.faults.add(FAULTS.throttled({ method: 'POST', path: '/users/*/calendar/getSchedule' }, 2));
      await msp.minutes(20);
    },
  },
];
