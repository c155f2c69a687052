import type { Phase } from '../../model/desk-ticket.ts';
import type { DialogView, QueueView, Reader, TicketView, TroubleView } from '../../model/view.ts';
import type { VisitView } from '../../model/visit-view.ts';

/** Tuesday 24 November 2026, 13:57 in Berlin. */
export const NOW = Date.UTC(2026, 10, 24, 12, 57);
export const MIN = 60_000;

export const ana = { id: 'person_ana', name: 'Ana Silva' };
export const ben = { id: 'person_ben', name: 'Ben Okoro' };
export const cara = { id: 'person_cara', name: 'Cara Lindqvist' };
export const dana = { id: 'person_dana', name: 'Dana Okafor' };

export const shared: Reader = { timeZone: 'Europe/Berlin', language: 'en', roles: [], now: NOW };
export const asAna: Reader = { ...shared, roles: ['technician'], personId: ana.id };
export const asBen: Reader = { ...shared, roles: ['technician'], personId: ben.id };
export const asDana: Reader = { ...shared, roles: ['dispatcher'], personId: dana.id };
export const asManager: Reader = { ...shared, roles: ['manager', 'technician'], personId: 'person_mia' };
export const asAdmin: Reader = { ...shared, roles: ['admin'], personId: 'person_ada' };
export const READERS = { shared, asAna, asBen, asDana, asManager, asAdmin };

export const offered: TicketView = {
  ticketId: '4711',
  version: 4,
  number: '4711',
  url: 'https://halo.example.com/tickets?id=4711',
  psaName: 'HaloPSA',
  problem: 'Nobody in accounting can print since this morning',
  summary:
    'All three printers on the second floor show offline since 08:10. Restarted once, no change. Payslips are due at noon.',
  clientName: 'Hartmann & Söhne GmbH',
  contactName: 'Erika Beispiel',
  contactEmail: 'erika@hartmann.example',
  phase: 'offered',
  priority: 2,
  type: 'incident',
  category: 'printing',
  effort: 35,
  onSite: 0.6,
  agreementName: 'Managed Gold',
  respondBy: NOW + 38 * MIN,
  resolveBy: NOW + 240 * MIN,
  clockSource: 'psa',
  clockPaused: false,
  createdAt: NOW - 12 * MIN,
  sync: 'clean',
  hops: 1,
  asks: [
    { who: ben, at: NOW - 10 * MIN, endsAt: NOW, outcome: 'declined', reason: 'missing-skill: never saw this printer' },
    { who: ana, at: NOW - 2 * MIN, endsAt: NOW + 8 * MIN, outcome: 'open' },
  ],
  suggestion: {
    who: ana,
    endsAt: NOW + 8 * MIN,
    outcome: 'offer',
    startAt: NOW + 5 * MIN,
    items: [
      { code: 'wait', minutes: 5, basis: 'fact' },
      { code: 'handling', minutes: 40, basis: 'fact' },
      { code: 'handover', minutes: 3, basis: 'fact' },
      { code: 'travel', minutes: 15, basis: 'assumption' },
      { code: 'seniority', minutes: 4, basis: 'fact' },
      { code: 'knows-client', minutes: -10, basis: 'fact' },
    ],
    totalMinutes: 57,
    others: [
      { who: cara, totalMinutes: 75 },
      { who: ben, gate: 'already-asked' },
    ],
  },
  questions: [
    { id: 'which-printer', words: 'question.which-printer', ask: 'contact' },
    { id: 'since', words: 'question.nobody-knows-this-one', ask: 'dispatcher', answer: 'since 08:10' },
  ],
  stuck: [],
};

const { suggestion: _suggestion, ...unoffered } = offered;
const closedAsks = offered.asks.map((ask) => (ask.outcome === 'open' ? { ...ask, outcome: 'taken' as const } : ask));

/** A ticket in each of its states. */
/** A taken ticket with its visit in each state. */
function visits<N extends string>(states: Readonly<Record<N, Partial<VisitView> | undefined>>): Record<N, TicketView> {
  const usual: VisitView = {
    kind: 'on-site',
    state: 'offered',
    minutes: 60,
    who: [ben],
    place: '1 Harbour Street, London',
    chased: 0,
    unanswered: false,
    moves: 1,
    notOwners: false,
    contactPhone: '+44 20 7946 0000',
  };
  const ticket = (state: Partial<VisitView> | undefined): TicketView => ({
    ...unoffered,
    phase: 'taken',
    asks: closedAsks,
    arrangesVisits: true,
    owner: { who: cara, via: 'claim', by: cara, at: NOW - 300 * MIN },
    ...(state && { visit: { ...usual, ...state } }),
  });
  return Object.fromEntries(
    Object.entries<Partial<VisitView> | undefined>(states).map(([name, state]) => [name, ticket(state)]),
  ) as Record<N, TicketView>;
}

export const TICKETS = {
  waiting: { ...unoffered, phase: 'waiting', asks: [], questions: [], hops: 0 },
  triaged: { ...unoffered, phase: 'triaged', asks: [] },
  firstSlot: { ...unoffered, phase: 'triaged', asks: [], firstSlot: { who: cara, at: NOW + 19 * 60 * MIN } },
  offered,
  offeredOnCall: { ...offered, suggestion: { ...offered.suggestion!, outcome: 'on-call' } },
  offeredOverdue: { ...offered, priority: 1, respondBy: NOW - 7 * MIN },
  approval: {
    ...unoffered,
    phase: 'approval',
    proposal: { to: cara, by: ben, reason: 'better-skill: did it last week' },
  },
  coordinator: {
    ...unoffered,
    phase: 'coordinator',
    asks: offered.asks.map((ask) => (ask.outcome === 'open' ? { ...ask, outcome: 'unanswered' as const } : ask)),
    coordinator: { because: 'everybody-asked', names: ['Dana Okafor'] },
  },
  takenPending: {
    ...unoffered,
    phase: 'taken',
    asks: closedAsks,
    sync: 'pending',
    owner: { who: ana, via: 'claim', by: ana, at: NOW, undoUntil: NOW + MIN },
  },
  takenClean: {
    ...unoffered,
    phase: 'taken',
    asks: closedAsks,
    owner: { who: ana, via: 'approve', by: dana, at: NOW - 5 * MIN },
  },
  takenOverride: {
    ...unoffered,
    phase: 'taken',
    owner: { who: cara, via: 'override', by: ben, at: NOW - MIN, reason: 'knows-client' },
    asks: offered.asks.map((ask) => (ask.outcome === 'open' ? { ...ask, outcome: 'given-to-other' as const } : ask)),
  },
  takenInPsa: {
    ...unoffered,
    phase: 'taken',
    owner: { who: cara, via: 'psa', by: { id: 'psa', name: 'HaloPSA' }, at: NOW - MIN },
    asks: offered.asks.map((ask) => (ask.outcome === 'open' ? { ...ask, outcome: 'withdrawn' as const } : ask)),
  },
  ...visits({
    visitNone: undefined,
    visitAsking: { state: 'asking' },
    visitOffered: { state: 'offered', offeredAt: NOW - 60 * MIN, chased: 1 },
    visitUnanswered: { state: 'offered', offeredAt: NOW - 3_000 * MIN, chased: 2, unanswered: true },
    visitWishes: { state: 'wishes', wishes: 'Only before eight, we open then' },
    visitHeld: { state: 'held', start: NOW + 300 * MIN, end: NOW + 360 * MIN },
    visitConfirmed: { state: 'confirmed', start: NOW + 300 * MIN, end: NOW + 360 * MIN, note: 'Ring twice' },
    visitLate: { state: 'confirmed', start: NOW + 5 * MIN, end: NOW + 65 * MIN, lateMinutes: 20 },
    visitOthers: { state: 'confirmed', start: NOW + 300 * MIN, end: NOW + 360 * MIN, notOwners: true },
    visitMoving: { state: 'moving', start: NOW + 900 * MIN, end: NOW + 960 * MIN, beforeStart: NOW + 300 * MIN },
    visitMissed: {
      state: 'confirmed',
      start: NOW + 300 * MIN,
      end: NOW + 360 * MIN,
      missed: { start: NOW + 400 * MIN, who: [ben], why: 'refused' },
    },
    visitStuck: {
      state: 'held',
      start: NOW + 300 * MIN,
      end: NOW + 360 * MIN,
      stuck: { step: 'visit.book', code: 'BOOKINGS_REFUSED' },
    },
    visitDone: { state: 'done', start: NOW - 300 * MIN, end: NOW - 240 * MIN },
    visitCancelled: { state: 'cancelled' },
  }),
  takenStuck: {
    ...unoffered,
    phase: 'taken',
    sync: 'refused',
    owner: { who: ana, via: 'claim', by: ana, at: NOW - 20 * MIN },
    stuck: [{ effectId: 'effect_1', what: 'psa.assign', code: 'PSA_REFUSED', since: NOW - 15 * MIN }],
  },
  closed: { ...unoffered, phase: 'closed', owner: { who: ana, via: 'claim', by: ana, at: NOW - 90 * MIN } },
  gone: { ...unoffered, phase: 'gone' },
} as const satisfies Record<string, TicketView>;

export const PHASES_SHOWN: readonly Phase[] = Object.values(TICKETS).map((ticket) => ticket.phase);

export const queue: QueueView = {
  untaken: 23,
  waitingTriage: 4,
  atCoordinator: 2,
  p1: 1,
  oldestAt: NOW - 26 * 60 * MIN,
  psaName: 'HaloPSA',
  top: Array.from({ length: 10 }, (_, i) => ({
    ticketId: String(4711 + i),
    version: 1,
    number: String(4711 + i),
    url: `https://halo.example.com/tickets?id=${4711 + i}`,
    problem: i === 0 ? 'Whole site offline, nobody can work' : `Laptop of a new colleague does not start, case ${i}`,
    clientName: 'Hartmann & Söhne GmbH',
    priority: i === 0 ? 1 : 3,
    phase: i === 0 ? 'coordinator' : i < 4 ? 'offered' : 'triaged',
    dueBy: NOW + (i * 30 - 10) * MIN,
    ...(i > 0 && i < 4 && { offeredTo: ben }),
  })),
};
export const QUEUES = {
  full: queue,
  paused: { ...queue, paused: { by: dana, since: NOW - 9 * MIN, reason: 'outage: core switch in Berlin' } },
  one: { ...queue, untaken: 1, waitingTriage: 0, atCoordinator: 0, p1: 0, top: queue.top.slice(1, 2) },
  empty: { untaken: 0, waitingTriage: 0, atCoordinator: 0, p1: 0, top: [], psaName: 'HaloPSA' },
  flood: { ...queue, untaken: 500 },
} as const satisfies Record<string, QueueView>;

const NOT_GRANTED = [
  {
    permission: 'Calendars.ReadWrite',
    needed: true,
    costs: 'No calendar can be read, and an unknown calendar is never free: no visit can be offered.',
  },
  {
    permission: 'Presence.Read.All',
    needed: false,
    costs: 'Suggestions go by calendars alone: somebody on an unplanned call may be asked.',
  },
];
const FINE: TroubleView = {
  psaName: 'HaloPSA',
  stuck: [],
  duplicatesSent: 0,
  unreachable: [],
  doubtful: [],
  unknownStatuses: [],
  notGranted: [],
};
export const TROUBLES = {
  fine: FINE,
  all: {
    psaName: 'HaloPSA',
    psaDownSince: NOW - 64 * MIN,
    stuck: Array.from({ length: 7 }, (_, i) => ({
      effectId: `effect_${i}`,
      what: i % 2 === 0 ? 'psa.assign' : 'psa.note',
      ticketNumber: String(4711 + i),
      code: i % 2 === 0 ? 'PSA_REFUSED' : 'PSA_NOT_APPLIED',
      text: 'Agent 12 is not a member of team <b>Projects</b>',
      since: NOW - 30 * MIN,
    })),
    duplicatesSent: 1,
    unreachable: [ben],
    doubtful: [{ name: 'B. Okoro', why: 'two PSA agents have this mail address' }],
    unknownStatuses: [
      { name: 'Visit *booked*', known: Array.from({ length: 25 }, (_, i) => `Status number ${i + 1}`) },
      { name: 'Scheduled', queue: 'Projects & Moves', known: ['New', 'In Progress'] },
    ],
    notGranted: NOT_GRANTED,
  },
  'without permissions': { ...FINE, notGranted: NOT_GRANTED.filter(({ needed }) => !needed) },
} as const satisfies Record<string, TroubleView>;

/** What can be booked on the phone. */
export const SLOTS = [{ value: 'signed.value', start: NOW + 300 * MIN, end: NOW + 360 * MIN, who: ['Cara Silva'] }];

export const dialogView: DialogView = {
  ticket: offered,
  people: [
    { ...cara, minutes: 58.4 },
    { ...ben, gate: 'already-asked' },
  ],
  ranked: true,
};
