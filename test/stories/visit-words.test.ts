import { afterEach, expect, test } from 'vitest';
import type { VisitPolicy } from '../../desk/index.ts';
import { client } from '../../harness/msp/client.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

/** What the client is told, and by whom: each piece of news once, none twice. */
let msp: SmallMsp;
afterEach(() => msp.close());

const DETAILS = 'It has no power at all and smells burnt. Please send somebody to our office, we cannot print labels.';

async function offered(visits: Partial<VisitPolicy>) {
  msp = await smallMsp({ visits });
  const ticket = msp.ticket('The reception printer is dead', DETAILS);
  await msp.minutes(2);
  const technician = whoIsAsked(msp, 'printer');
  await claims(msp, technician, myCard(technician, 'printer'));
  await msp.minutes(3);
  const erika = client(msp, 'erika@contoso.example');
  const times = async () => {
    const page = await erika.opensLink();
    return page.is === 'choose' ? page.slots : [];
  };
  const subjects = () => erika.inbox().map(({ subject }) => subject);
  return { ticket, technician, erika, times, subjects };
}

const appointments = () => msp.graph?.sim.human.appointments(BUSINESS) ?? [];
const lasting = (technician: { person: { name: string } }) =>
  msp.technicians.find((one) => one.person.name !== technician.person.name && one.person.name !== 'Chris Lindqvist')!;

test('silence is followed up as often as configured, and then the dispatcher is told', async () => {
  const { subjects, ticket } = await offered({ chaseAfterHours: [0.5, 1, 1.5] });
  await msp.minutes(100);
  expect(subjects()).toHaveLength(3);
  expect((await msp.history(ticket)).map(({ kind }) => kind)).toContain('visit-unanswered');
});

test('a client whose visit changes hands reads who comes, and of no new time', async () => {
  const { ticket, technician, erika, times, subjects } = await offered({});
  const [first] = await times();
  await erika.chooses(first!.value);
  await msp.minutes(2);
  const [before] = appointments();
  const other = lasting(technician);
  const key = other.person.name.startsWith('Ana') ? 'ana' : 'ben';
  msp.halo.people.assign(ticket, msp.agents[key]);
  await msp.minutes(2);
  const card = channelCard(msp.dana, 'printer');
  await msp.does(() =>
    msp.dana.click(
      card.id,
      card.actions.find((title) => title.startsWith('Visit to'))!,
    ),
  );
  await msp.minutes(2);
  const [after] = appointments();
  expect(after).toMatchObject({ id: before!.id, start: before!.start });
  expect(after!.staffIds).not.toEqual(before!.staffIds);
  expect(subjects()[0]).toMatch(new RegExp(`^${other.person.name.split(' ')[0]!} will come`));
  expect(subjects().join()).not.toContain('New time');
  expect((await msp.history(ticket)).map(({ kind }) => kind)).not.toContain('visit-moved');
});

test('a client who moves a visit keeps the technician and is not told that we moved it', async () => {
  const { technician, erika, times } = await offered({});
  const [first] = await times();
  await erika.chooses(first!.value);
  await msp.minutes(2);
  const staff = appointments()[0]!.staffIds;
  const page = await erika.looksForAnother();
  const other = page.is === 'choose' ? page.slots.find(({ start }) => start !== first!.start) : undefined;
  await erika.chooses(other!.value);
  await msp.minutes(2);
  expect(appointments()).toMatchObject([{ start: other!.start, staffIds: staff }]);
  const [mail] = erika.inbox();
  expect(mail?.subject).toContain('New time');
  expect(mail?.content).not.toContain('We had to move');
  expect(await erika.opensLink()).toMatchObject({ is: 'confirmed', facts: { technicians: [technician.person.name] } });
});

test.each(['callboard', 'bookings'] as const)(
  'the client hears about changes of an appointment from %s only',
  async (mailsBy) => {
    const { erika, times, subjects } = await offered({ mailsBy });
    const [first] = await times();
    await erika.chooses(first!.value);
    await msp.minutes(2);
    expect(subjects()).toHaveLength(2);
    await erika.cancels('We bought a new one');
    await msp.minutes(2);
    // The offer, the confirmation, the cancellation.
    expect(subjects()).toHaveLength(3);
    expect(subjects().filter((subject) => subject.startsWith('Your booking'))).toHaveLength(
      mailsBy === 'bookings' ? 2 : 0,
    );
  },
);

/** What Bookings adds to its own mail about a cancelled appointment. */
const BOOKINGS_WORDS = [
  ['en', 'The appointment was cancelled.', 'We cannot keep this time.'],
  ['de', 'Dieser Termin wurde abgesagt.', 'Wir können diesen Termin nicht halten.'],
  ['fr', 'Ce rendez-vous a été annulé.', 'Nous ne pouvons pas maintenir ce rendez-vous.'],
] as const;

test.each(BOOKINGS_WORDS)(
  'Bookings reports a cancellation in the language that the client chose (%s)',
  async (language, cancelled) => {
    const { erika, times } = await offered({ mailsBy: 'bookings' });
    const [first] = await times();
    await erika.chooses(first!.value, language);
    await msp.minutes(2);
    await erika.cancels('We bought a new one');
    await msp.minutes(2);
    expect(erika.inbox()[0]?.content).toContain(cancelled);
  },
);

test.each(BOOKINGS_WORDS)(
  'Bookings reports a time that cannot be kept in the language that the client chose (%s)',
  async (language, _cancelled, cannotKeep) => {
    const { erika, times } = await offered({});
    const [first] = await times();
    await erika.chooses(first!.value, language);
    await msp.minutes(2);
    await msp.does(() => msp.dana.click(channelCard(msp.dana, 'printer').id, 'ask-new-time'));
    await msp.minutes(2);
    const told = erika.inbox().find(({ subject }) => subject.startsWith('Your booking'));
    expect(told?.content).toContain(cannotKeep);
  },
);

test('a form sent twice at once and again later makes one appointment and one mail', async () => {
  const { erika, times, subjects } = await offered({});
  const [first] = await times();
  await Promise.all([erika.chooses(first!.value), erika.chooses(first!.value)]);
  await msp.minutes(2);
  expect(await erika.chooses(first!.value)).toMatchObject({ is: 'confirmed', start: first!.start });
  await msp.minutes(2);
  expect(appointments()).toHaveLength(1);
  expect(subjects().filter((subject) => subject.startsWith('Confirmed'))).toHaveLength(1);
});
