import { describe, expect, test } from 'vitest';
import type { PassSnapshot, TechnicianFacts, TicketFacts } from '../../model/decision.ts';
import { decide } from '../../routing/decide.ts';
import { DAY, FROM_TOMORROW, HOUR, MIN, NOW, OFFICE_HOURS, snapshot, technician, ticket } from './samples.ts';

const only = (s: PassSnapshot) => decide(s)[0]!;
const people = (...facts: Partial<TechnicianFacts>[]) => facts.map((f, i) => technician(`t${i + 1}`, f));

describe('the verdict for a ticket', () => {
  const skilled = { skills: [{ name: 'networking ', level: 2 as const }] };
  const holiday = { busy: [{ start: NOW - HOUR, end: NOW + DAY, kind: 'timeOff' as const }] };
  const cases: {
    name: string;
    staff: TechnicianFacts[];
    ticket?: Partial<TicketFacts>;
    outcome: string;
    because?: string;
    chosen?: string;
    startAt?: number;
  }[] = [
    { name: 'somebody is free', staff: people(skilled), outcome: 'offer', chosen: 't1', startAt: NOW },
    { name: 'the only one is saturated', staff: people({ loadMinutes: 360 }), outcome: 'wait' },
    { name: 'the only one has open offers', staff: people({ openOffers: 2 }), outcome: 'wait' },
    {
      name: 'a P1 interrupts the saturated',
      staff: people({ loadMinutes: 500, openOffers: 5 }),
      ticket: { priority: 1 },
      outcome: 'offer',
      chosen: 't1',
      startAt: NOW + 15 * MIN,
    },
    {
      name: 'a P2 does not',
      staff: people({ loadMinutes: 500 }),
      ticket: { priority: 2 },
      outcome: 'wait',
    },
    {
      name: 'nobody has the skill',
      staff: people({ skills: [{ name: 'Printing', level: 3 }] }),
      outcome: 'coordinator',
      because: 'nobody-has-skill',
    },
    {
      name: 'learning is not enough where working is a must',
      staff: people({ skills: [{ name: 'Networking', level: 1 }] }),
      ticket: { skills: [{ skill: 'Networking', level: 2, must: true }] },
      outcome: 'coordinator',
      because: 'nobody-has-skill',
    },
    {
      name: 'no skill matrix at all is an assumption, not a gate',
      staff: people({ skills: [] }),
      outcome: 'offer',
      chosen: 't1',
    },
    {
      name: 'everybody was asked',
      staff: people({}, {}),
      ticket: { asked: ['t1', 't2'] },
      outcome: 'coordinator',
      because: 'everybody-asked',
    },
    {
      name: 'all at work were asked, one comes tomorrow: not left until tomorrow',
      staff: people({}, { shifts: FROM_TOMORROW }),
      ticket: { asked: ['t1'] },
      outcome: 'coordinator',
      because: 'everybody-asked',
    },
    {
      name: 'triage does not know',
      staff: people({}),
      ticket: { category: 'unclear' },
      outcome: 'coordinator',
      because: 'unclear',
    },
    {
      name: 'triage is not sure',
      staff: people({}),
      ticket: { confidence: 0.2 },
      outcome: 'coordinator',
      because: 'unclear',
    },
    { name: 'there is nobody', staff: [], outcome: 'coordinator', because: 'no-technicians' },
    { name: 'all have left', staff: people({ active: false }), outcome: 'coordinator', because: 'no-technicians' },
    {
      name: 'nobody on shift, not urgent: first slot tomorrow',
      staff: people({ shifts: FROM_TOMORROW }),
      outcome: 'first-slot',
      chosen: 't1',
      startAt: FROM_TOMORROW[0]!.start,
    },
    {
      name: 'on leave until tomorrow at ten: first slot then',
      staff: people(holiday),
      outcome: 'first-slot',
      chosen: 't1',
      startAt: NOW + DAY,
    },
    {
      name: 'nobody will ever be on shift that we know of',
      staff: people({ shifts: [] }),
      outcome: 'coordinator',
      because: 'no-technicians',
    },
    {
      name: 'nobody on shift, urgent: on call',
      staff: people({ shifts: FROM_TOMORROW }, { shifts: FROM_TOMORROW, onCall: true }),
      ticket: { priority: 2 },
      outcome: 'on-call',
      chosen: 't2',
      startAt: NOW,
    },
    {
      name: 'on call in the order of the list, whatever their minutes',
      staff: people(
        { shifts: FROM_TOMORROW, onCall: true, onCallPlace: 1 },
        { shifts: FROM_TOMORROW, onCall: true, onCallPlace: 0, loadMinutes: 200, tier: 'L3' },
      ),
      ticket: { priority: 2 },
      outcome: 'on-call',
      chosen: 't2',
    },
    {
      name: 'the first on call was asked: the second',
      staff: people(
        { shifts: FROM_TOMORROW, onCall: true, onCallPlace: 0 },
        { shifts: FROM_TOMORROW, onCall: true, onCallPlace: 1, loadMinutes: 200, tier: 'L3' },
      ),
      ticket: { priority: 1, asked: ['t1'] },
      outcome: 'on-call',
      chosen: 't2',
    },
    {
      name: 'nobody on shift, urgent, nobody on call',
      staff: people({ shifts: FROM_TOMORROW }),
      ticket: { priority: 1 },
      outcome: 'coordinator',
      because: 'no-technicians',
    },
    {
      name: 'urgent, all at work asked: on call',
      staff: people({}, { shifts: FROM_TOMORROW, onCall: true }),
      ticket: { priority: 1, asked: ['t1'] },
      outcome: 'on-call',
      chosen: 't2',
    },
    {
      name: 'the client refuses the only one',
      staff: people({}),
      ticket: { refused: ['t1'] },
      outcome: 'coordinator',
      because: 'no-technicians',
    },
    {
      name: 'in a meeting for half an hour: asked, and starts after it',
      staff: people({ busy: [{ start: NOW - HOUR, end: NOW + 30 * MIN, kind: 'appointment' }] }),
      outcome: 'offer',
      chosen: 't1',
      startAt: NOW + 30 * MIN,
    },
    {
      name: 'load that outlasts today goes on tomorrow',
      staff: people({ loadMinutes: 300, busy: [{ start: NOW + 2 * HOUR, end: NOW + 7 * HOUR, kind: 'appointment' }] }),
      outcome: 'offer',
      chosen: 't1',
      startAt: OFFICE_HOURS[1]!.start + 3 * HOUR,
    },
  ];
  test.each(cases)('$name', ({ staff, ticket: facts, name: _, ...expected }) => {
    const { ranked: __, ticketId: ___, ...verdict } = only(snapshot(staff, [ticket('a', facts)]));
    expect(verdict).toMatchObject(expected);
  });
});
