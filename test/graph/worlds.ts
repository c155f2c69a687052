import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BookingBusiness } from '../../desk/ports/bookings.ts';
import type { Interval } from '../../model/technician.ts';
import { CUSTOM_ZONE, FAULTS, type GraphSimulator } from '../../sim/graph/index.ts';
import type {
  BookingsUnderTest,
  CalendarsUnderTest,
  MailUnderTest,
  PresenceUnderTest,
  SubscriptionsUnderTest,
} from './contract/under-test.ts';
import { DAY, DISPATCH, graphWorld, HOUR, MINUTE, type GraphWorld } from './graph-world.ts';

const ANA = 'ana@msp.example';
const BEN = 'ben@msp.example';
const ERIKA = 'erika@client.example';
const BUSINESS = 'visits@msp.example';

/** Called with each world that is opened, to record its requests. */
export type Opened = (world: GraphWorld) => void;

const common = (world: GraphWorld) => ({
  now: () => world.clock.now(),
  does: <T>(work: () => Promise<T>) => world.during(work),
  stop: () => world.stop(),
});
const technicians = (sim: GraphSimulator) => ({
  ana: sim.seed.user({ displayName: 'Ana Moreau', mail: ANA }),
  ben: sim.seed.user({ displayName: 'Ben Okafor', mail: BEN }),
});
const inboxOf = (sim: GraphSimulator) => (mail: string) => sim.human.inbox(mail).map((one) => one.subject);

export async function calendarsInGraph(opened: Opened = () => {}): Promise<CalendarsUnderTest> {
  const world = await graphWorld();
  opened(world);
  const { seed, human } = world.sim;
  technicians(world.sim);
  const locked = 'lea@msp.example';
  const odd = 'otto@msp.example';
  seed.user({
    displayName: 'Lea',
    mail: locked,
    scheduleError: { message: 'Unable to resolve.', responseCode: '5009' },
  });
  seed.user({ displayName: 'Otto', mail: odd, timeZone: CUSTOM_ZONE });
  return {
    ...common(world),
    calendars: world.graph.interactive.calendars,
    ana: ANA,
    ben: BEN,
    locked,
    odd,
    people: {
      add: (mail, when, status) => human.addEvent(mail, { ...when, ...(status ? { showAs: status } : {}) }).id,
      move: (mail, id, to) => void human.moveEvent(mail, id, to),
      remove: (mail, id) => human.cancelEvent(mail, id),
      away: (mail, when) => human.away(mail, when),
      count: (mail) => human.calendar(mail).length,
      inbox: inboxOf(world.sim),
    },
    forget: () => world.sim.forgetDeltas(),
    mayNotReadSettings() {
      world.sim.granted.delete('MailboxSettings.Read');
      world.sim.revokeTokens();
    },
  };
}

export async function mailInGraph(opened: Opened = () => {}): Promise<MailUnderTest> {
  const world = await graphWorld();
  opened(world);
  return {
    ...common(world),
    mail: world.graph.background.mail,
    inbox: (address) =>
      world.sim.human.inbox(address).map((one) => ({
        subject: one.subject,
        content: one.content,
        headers: JSON.stringify(one.headers),
        files: one.attachments.length,
      })),
    loseNextAnswer: () => world.sim.faults.add(FAULTS.lateSuccess({ method: 'POST', path: '/users/*/sendMail' })),
    mayNotLook() {
      world.sim.granted.delete('Mail.Read');
      world.sim.revokeTokens();
    },
  };
}

export async function presenceInGraph(opened: Opened = () => {}): Promise<PresenceUnderTest> {
  const lead = '7f2c2c1e-0000-4000-8000-00000000aaaa';
  const team = '7f2c2c1e-0000-4000-8000-00000000bbbb';
  const world = await graphWorld({ config: { shiftTeamIds: [team], shiftsActAs: lead } });
  opened(world);
  const { seed, human } = world.sim;
  seed.user({ displayName: 'Lead', mail: 'lead@msp.example', id: lead });
  const { ana, ben } = technicians(world.sim);
  seed.group({ displayName: 'Field team', id: team, members: [ana.id, ben.id], owners: [lead] });
  const inner = seed.group({ displayName: 'Inner', members: [ben.id] });
  const group = seed.group({ displayName: 'Dispatchers', members: [ana.id, inner.id] });
  human.away(BEN);
  const permissions = { presence: 'Presence.Read.All', shifts: 'Schedule.Read.All', groups: 'GroupMember.Read.All' };
  return {
    ...common(world),
    presence: world.graph.background.presence,
    ana: ana.id,
    ben: ben.id,
    cleo: '7f2c2c1e-0000-4000-8000-00000000cccc',
    group: group.id,
    people: {
      shift: (who, when, draft = false) => void seed.shift({ team, userId: who, ...when, draft }),
      leave: (who, when) => void seed.timeOff({ team, userId: who, ...when }),
    },
    mayNot(permission) {
      world.sim.granted.delete(permissions[permission]);
      world.sim.revokeTokens();
    },
  };
}

/** A small web server that receives Graph’s notifications and answers as Callboard’s own server would. */
export async function subscriptionsInGraph(opened: Opened = () => {}): Promise<SubscriptionsUnderTest> {
  const world = await graphWorld();
  opened(world);
  technicians(world.sim);
  const subscriptions = world.graph.background.subscriptions!;
  const heard: { ok: boolean; notice?: { mails: readonly string[]; renew: readonly string[]; missed: boolean } }[] = [];
  const server = createServer((req, res) => {
    let text = '';
    req.on('data', (chunk: Buffer) => (text += chunk.toString()));
    req.on('end', () => {
      world.clock.middleware(req, res, () => {
        const query = Object.fromEntries(new URL(req.url ?? '', 'http://x').searchParams);
        const body: unknown = text.startsWith('{') ? JSON.parse(text) : undefined;
        const read = subscriptions.readNotice(query, body);
        if (read.answer === undefined) heard.push(read);
        res.writeHead(read.answer === undefined ? (read.ok ? 202 : 400) : 200, { 'content-type': 'text/plain' });
        res.end(read.answer);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  world.sim.notices.reach(
    'https://callboard.msp.example',
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  return {
    ...common(world),
    subscriptions,
    ana: ANA,
    notifyUrl: 'https://callboard.msp.example/hooks/graph/notify',
    lifecycleUrl: 'https://callboard.msp.example/hooks/graph/lifecycle',
    heard,
    change: () =>
      void world.sim.human.addEvent(ANA, { start: world.clock.now() + HOUR, end: world.clock.now() + 2 * HOUR }),
    lifecycle(id, event) {
      const row = world.sim.state.subscriptions.get(id);
      if (!row) throw new Error(`no subscription ${id}`);
      world.sim.notices.lifecycle(row, event);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await world.stop();
    },
  };
}

/** Bookings, with a business in a typical setup. */
export async function bookingsInGraph(
  opened: Opened = () => {},
): Promise<BookingsUnderTest & { readonly world: GraphWorld }> {
  const world = await graphWorld();
  opened(world);
  const { seed, human } = world.sim;
  technicians(world.sim);
  const business = seed.business({ id: BUSINESS, displayName: 'Visits', policy: { leastNoticeMinutes: 60 } });
  const ana = seed.staff(business, { displayName: 'Ana Moreau', mail: ANA });
  const ben = seed.staff(business, { displayName: 'Ben Okafor', mail: BEN });
  const onSite = seed.service(business, { displayName: 'On-site visit', minutes: 60, postBufferMinutes: 15 });
  const remote = seed.service(business, { displayName: 'Remote session', minutes: 30, online: true });
  return {
    ...common(world),
    world,
    bookings: world.graph.interactive.bookings,
    onSite: onSite.id,
    remote: remote.id,
    ana: ana.id,
    ben: ben.id,
    client: ERIKA,
    people: {
      move: (id, start) => void human.moveAppointment(id, { start }),
      cancel: (id) => human.cancelAppointment(id),
      inbox: inboxOf(world.sim),
      count: () => human.appointments(BUSINESS).length,
    },
    loseNextAnswer: () =>
      world.sim.faults.add(FAULTS.lateSuccess({ method: 'POST', path: '/solutions/bookingBusinesses/*/appointments' })),
  };
}

/** The same appointments without Bookings. */
export async function bookingsInExchange(opened: Opened = () => {}): Promise<BookingsUnderTest> {
  const business: BookingBusiness = {
    id: DISPATCH,
    name: 'Visits',
    timeZone: 'Europe/London',
    hours: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ from: '08:00', to: '18:00' }]])),
    services: [['on-site', 'On-site visit', 60, false] as const, ['remote', 'Remote session', 30, true] as const].map(
      ([id, name, minutes, online]) => ({
        id,
        name,
        minutes,
        online,
        preBufferMinutes: 0,
        postBufferMinutes: 0,
        leastNoticeMinutes: 60,
        farthestMinutes: (90 * DAY) / MINUTE,
        staffCanBeChosen: true,
        staffIds: [ANA, BEN],
        questions: [],
      }),
    ),
    staff: [
      { id: ANA, name: 'Ana Moreau', mail: ANA, active: true },
      { id: BEN, name: 'Ben Okafor', mail: BEN, active: true },
    ],
  };
  const world = await graphWorld({ config: { bookings: { mode: 'exchange', business: async () => business } } });
  opened(world);
  technicians(world.sim);
  const { human } = world.sim;
  const eventId = (iCalUId: string) => human.calendar(DISPATCH).find((one) => one.iCalUId === iCalUId)?.id ?? '';
  const until = (start: number): Interval => ({ start, end: start + HOUR });
  return {
    ...common(world),
    bookings: world.graph.interactive.bookings,
    onSite: 'on-site',
    remote: 'remote',
    ana: ANA,
    ben: BEN,
    client: ERIKA,
    people: {
      move: (id, start) => void human.moveEvent(DISPATCH, eventId(id), until(start)),
      cancel: (id) => human.cancelEvent(DISPATCH, eventId(id)),
      inbox: inboxOf(world.sim),
      count: () => human.calendar(DISPATCH).length,
    },
    loseNextAnswer: () => world.sim.faults.add(FAULTS.lateSuccess({ method: 'POST', path: '/users/*/events' })),
  };
}
