import { DAY, HOUR, START, tenant, utc, type Tenant } from './tenant.ts';

export const ID = 'visits@msp.example';
export const ROOT = `/solutions/bookingBusinesses/${ID}`;
/** Tomorrow at 10:00 in London. */
export const TEN = START + DAY + 2 * HOUR;

export type BookingsTenant = Awaited<ReturnType<typeof bookingsTenant>>;

/** A tenant with a Bookings business, one service and two technicians, and helpers to book. */
export async function bookingsTenant() {
  const t = await tenant();
  for (const [displayName, mail] of [
    ['Ana Moreau', 'ana@msp.example'],
    ['Ben Okafor', 'ben@msp.example'],
  ] as const)
    t.graph.seed.user({ displayName, mail });
  const business = t.graph.seed.business({ id: ID, displayName: 'Northwind Field Service', phone: '0118 496 0000' });
  const ana = t.graph.seed.staff(business, { displayName: 'Ana Moreau', mail: 'ana@msp.example' });
  const ben = t.graph.seed.staff(business, { displayName: 'Ben Okafor', mail: 'ben@msp.example' });
  const service = t.graph.seed.service(business, { displayName: 'On-site visit', minutes: 60, postBufferMinutes: 15 });
  const wish = (at: number, more: object = {}) => ({
    '@odata.type': '#microsoft.graph.bookingAppointment',
    serviceId: service.id,
    startDateTime: utc(at),
    endDateTime: utc(at + HOUR),
    staffMemberIds: [ana.id],
    appointmentLabel: 'visit-1',
    serviceNotes: 'Ticket 4711',
    customers: [customer()],
    ...more,
  });
  return {
    t,
    business,
    ana,
    ben,
    service,
    wish,
    create: (at: number, more?: object) => t.post(`${ROOT}/appointments`, wish(at, more)),
    mails: (address: string) => t.graph.human.inbox(address).map((mail) => mail.subject),
  };
}

const customer = (more: object = {}) => ({
  '@odata.type': '#microsoft.graph.bookingCustomerInformation',
  name: 'Jo Field',
  emailAddress: 'jo@client.example',
  ...more,
});

/** The path of a created appointment. */
export const path = (answer: Awaited<ReturnType<Tenant['post']>>) =>
  `${ROOT}/appointments/${encodeURIComponent(String(answer.body['id']))}`;
