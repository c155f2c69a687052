import type {
  DayView,
  ReplanView,
  VisitNumbersView,
  VisitPeriod,
  VisitRow,
  VisitsView,
} from '../../model/visit-view.ts';
import { ana, ben, cara, dana, MIN, NOW } from './views.ts';

const visit = {
  ticketId: '4711',
  version: 4,
  number: '4711',
  url: 'https://halo.example.com/tickets?id=4711',
  problem: 'Nobody in accounting can print since this morning',
  clientName: 'Hartmann & Söhne GmbH',
  contactName: 'Erika Beispiel',
  contactPhone: '+49 30 901820',
};
const upset = { moves: 1, shiftedMinutes: 45, confirmed: 0 };
const replan: ReplanView = {
  replanId: 'out:agent:3:2026-11-24.1',
  cause: { kind: 'absent', who: ana },
  state: 'preview',
  replaces: false,
  moves: [
    {
      ...visit,
      why: 'handover',
      from: ana,
      to: ben,
      fromStart: NOW + 90 * MIN,
      start: NOW + 90 * MIN,
      shiftedMinutes: 0,
      unskilled: true,
      stands: false,
    },
    {
      ...visit,
      why: 'makes-room',
      from: ben,
      to: ben,
      fromStart: NOW + 90 * MIN,
      start: NOW + 135 * MIN,
      shiftedMinutes: 45,
      unskilled: false,
      stands: true,
    },
  ],
  unplaced: [
    { ...visit, code: 'no-room', start: NOW + 240 * MIN, why: [], canAsk: true, asked: false },
    {
      ...visit,
      code: 'nobody-known',
      start: NOW + 300 * MIN,
      why: ['Ben Okoro’s calendar could not be read: the mailbox is being moved'],
      canAsk: false,
      asked: false,
    },
  ],
  used: upset,
  budget: { moves: 3, shiftedMinutes: 240, confirmed: 0 },
  travelMinutes: 25,
  notPutBack: [],
};
const settled = { by: dana, at: NOW - 4 * MIN };
const [handover] = replan.moves;
export const REPLANS = {
  preview: replan,
  stale: { ...replan, replaces: true },
  applied: { ...replan, state: 'applied', settled, undoUntil: NOW + 11 * MIN },
  'applied for good': { ...replan, state: 'applied', settled, undoUntil: NOW - MIN },
  left: { ...replan, state: 'left', settled },
  undone: { ...replan, state: 'undone', settled, notPutBack: [visit] },
  nothing: { ...replan, moves: [], unplaced: [], travelMinutes: 0 },
  many: {
    ...replan,
    moves: Array.from({ length: 14 }, () => handover ?? []).flat(),
    unplaced: Array.from({ length: 12 }, () => replan.unplaced[0] ?? []).flat(),
  },
  emergency: {
    ...replan,
    cause: { kind: 'emergency', number: '4712', url: visit.url, problem: 'Whole site offline, nobody can work' },
    moves: [
      {
        ...visit,
        why: 'emergency',
        to: cara,
        start: NOW + 40 * MIN,
        shiftedMinutes: 0,
        unskilled: false,
        stands: false,
      },
    ],
    unplaced: [],
    budget: { moves: 3, shiftedMinutes: 240, confirmed: 1 },
    travelMinutes: -10,
  },
  'no room today': {
    ...replan,
    cause: { kind: 'emergency', number: '4712', url: visit.url, problem: '' },
    moves: [],
    unplaced: [
      { ...visit, code: 'no-room', why: [], canAsk: false, asked: false },
      {
        ...visit,
        code: 'over-budget',
        needs: { moves: 4, shiftedMinutes: 60, confirmed: 2 },
        why: [],
        canAsk: false,
        asked: false,
      },
      { ...visit, code: 'would-give', start: NOW + 90 * MIN, why: [], canAsk: true, asked: false },
      { ...visit, code: 'two-people', why: [], canAsk: false, asked: false },
      { ...visit, code: 'fixed', start: NOW, why: [], canAsk: false, asked: true },
    ],
  },
} as const satisfies Record<string, ReplanView>;

const row: VisitRow = {
  number: '4711',
  url: visit.url,
  clientName: visit.clientName,
  kind: 'on-site',
  state: 'offered',
  unanswered: false,
  who: [ana],
  since: NOW - 26 * 60 * MIN,
};
export const VISIT_LISTS = {
  none: { waiting: [], waitingCount: 0, today: [], todayCount: 0, untied: [], untiedCount: 0, out: [] },
  full: {
    waiting: [
      { ...row, unanswered: true },
      { ...row, state: 'wishes', who: [] },
      ...Array.from({ length: 8 }, () => row),
    ],
    waitingCount: 41,
    today: [
      { ...row, state: 'confirmed', start: NOW + 30 * MIN, lateMinutes: 20 },
      { ...row, state: 'moving', kind: 'remote', start: NOW + 90 * MIN, who: [ben, cara] },
    ],
    todayCount: 2,
    untied: [
      {
        start: NOW + 26 * 60 * MIN,
        end: NOW + 27 * 60 * MIN,
        who: ['Ana Silva'],
        customerMail: 'erika@hartmann.example',
      },
      { start: NOW + 50 * 60 * MIN, end: NOW + 51 * 60 * MIN, who: [] },
    ],
    untiedCount: 7,
    out: [{ who: ben, until: NOW + 8 * 60 * MIN }],
  },
} as const satisfies Record<string, VisitsView>;

const DAY = 24 * 60 * MIN;
const nothing: VisitPeriod = {
  from: NOW - 30 * DAY,
  to: NOW,
  confirmed: 0,
  byClient: 0,
  unanswered: 0,
  cancelled: 0,
  tookPlace: 0,
  moves: 0,
};
const month: VisitPeriod = {
  ...nothing,
  confirmed: 42,
  byClient: 31,
  waitMs: { least: 9 * MIN, most: 9 * DAY, median: 200 * MIN, p90: 27 * 60 * MIN },
  unanswered: 2,
  cancelled: 3,
  tookPlace: 38,
  moves: 7,
};
const earlier = { from: NOW - 60 * DAY, to: NOW - 30 * DAY };
export const NUMBERS = {
  none: { days: 30, now: nothing, before: { ...nothing, ...earlier }, callMinutes: 10 },
  new: { days: 30, now: month, before: { ...nothing, ...earlier }, callMinutes: 10, since: NOW - 12 * DAY },
  one: {
    days: 30,
    now: { ...nothing, confirmed: 1, byClient: 1, waitMs: { least: 0, most: 0 }, tookPlace: 1, moves: 1 },
    before: { ...nothing, ...earlier, cancelled: 1 },
    callMinutes: 12,
    since: NOW - 40 * DAY,
  },
  few: {
    days: 30,
    now: { ...nothing, confirmed: 4, byClient: 3, waitMs: { least: 20 * MIN, most: 3 * DAY }, tookPlace: 3 },
    before: month,
    callMinutes: 10,
  },
  many: {
    days: 30,
    now: month,
    before: { ...month, ...earlier, confirmed: 24_816, byClient: 9_204, tookPlace: 23_990, moves: 8_001 },
    callMinutes: 120,
  },
} as const satisfies Record<string, VisitNumbersView>;

const stop: DayView['stops'][number] = {
  ...visit,
  kind: 'on-site',
  state: 'confirmed',
  start: NOW + 60 * MIN,
  end: NOW + 120 * MIN,
  travelMinutes: 25,
  travelIsEstimate: true,
  place: 'Hauptstraße 12, 10827 Berlin',
  notes: ['Ring at the back door; the front one is closed.', 'Parking in the yard.'],
};
export const DAYS = {
  none: { who: ana, day: NOW, stops: [] },
  one: { who: ana, day: NOW, stops: [stop], homeMinutes: 30 },
  many: {
    who: ana,
    day: NOW,
    stops: [
      { ...stop, state: 'done', start: NOW - 180 * MIN, end: NOW - 120 * MIN },
      { ...stop, lateMinutes: 20, travelIsEstimate: false },
      ...Array.from({ length: 10 }, (_, i) => ({ ...stop, start: NOW + (150 + i * 60) * MIN, kind: 'call' as const })),
    ],
    homeMinutes: 30,
  },
} as const satisfies Record<string, DayView>;
