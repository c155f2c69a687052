import { createLog } from '../../config/logging.ts';
import { promMetrics } from '../../config/metrics.ts';
import type {
  ClientChoice,
  ClientPage,
  ClientPageCommon,
  ClientPages,
  ClientReader,
  ClientSlot,
  ClientVisitFacts,
} from '../../model/client-page.ts';
import { realClock } from '../../start/machine-clock.ts';
import { countedIds } from '../../model/ids.ts';
import { createWeb } from '../../web/index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Wednesday 10 June 2026, 10:00 in Berlin. */
export const NOW = Date.UTC(2026, 5, 10, 8);
/** Friday 12 June, 09:00 in Berlin. */
export const START = NOW + 2 * DAY - HOUR;

export const COMMON: ClientPageCommon = {
  language: 'en',
  timeZone: 'Europe/Berlin',
  company: 'Northwind IT',
  phone: '+49 (0)30 1234-567',
  now: NOW,
};
export const FACTS: ClientVisitFacts = {
  about: 'The reception printer is dead',
  ticketNumber: '4711',
  kind: 'on-site',
  minutes: 90,
  place: 'Hauptstraße 12, 10115 Berlin',
  technicians: ['Ana Silva'],
};

const slot = (start: number): ClientSlot => ({ start, end: start + 1.5 * HOUR, value: `slot-${start}.signed` });
/** From tomorrow over the next nine days, three to five times a day. */
export const SLOTS: readonly ClientSlot[] = [1, 2, 5, 8, 9].flatMap((days) =>
  [-1.5, -1, 0, 1.5, 4, 6.5].slice(0, 3 + (days % 4)).map((hours) => slot(NOW + days * DAY + hours * HOUR)),
);
export const QUESTIONS = [
  { id: 'q-access', text: 'How does our technician get into the building?', required: true, options: [] },
  { id: 'q-floor', text: 'Which floor?', required: false, options: ['Ground floor', 'First floor', 'Second floor'] },
];

const chooser: ClientPage & { is: 'choose' } = {
  ...COMMON,
  is: 'choose',
  facts: FACTS,
  slots: SLOTS,
  apology: false,
  questions: [],
  typed: {},
  mistakes: [],
};
const booked = { ...COMMON, facts: FACTS, start: START, end: START + 1.5 * HOUR };
const confirmed: ClientPage & { is: 'confirmed' } = {
  ...booked,
  is: 'confirmed',
  changeable: true,
  changeableUntil: START - 4 * HOUR,
  moved: false,
  mistakes: [],
};

/** One page of each kind, with its variants. The last part of a link is the key of the page it opens. */
export const PAGES = {
  choose: chooser,
  'choose-asks': { ...chooser, questions: QUESTIONS },
  'choose-sorry': { ...chooser, apology: true, wanted: START },
  'choose-wrong': {
    ...chooser,
    questions: QUESTIONS,
    typed: { slot: SLOTS[1]?.value ?? '', note: 'Ring at the back door.', guests: 'nobody', phone: '' },
    mistakes: [
      { field: 'answer-q-access', why: 'required' },
      { field: 'guests', why: 'not-an-address' },
    ],
  },
  'choose-nothing': { ...chooser, slots: [], mistakes: [{ field: 'wishes', why: 'required' }] },
  'choose-another': { ...chooser, current: { start: START, end: START + 1.5 * HOUR } },
  'choose-remote': { ...chooser, facts: { ...FACTS, kind: 'remote', technicians: [] } },
  booking: { ...booked, is: 'booking' },
  confirmed,
  'confirmed-moved': { ...confirmed, moved: true },
  'confirmed-late': { ...confirmed, changeable: false },
  'confirmed-online': {
    ...confirmed,
    facts: { ...FACTS, kind: 'remote', technicians: ['Ana Silva', 'Okoro, Ben'] },
    joinUrl: 'https://teams.microsoft.com/l/meetup-join/19%3ameeting',
  },
  'confirmed-wrong': { ...confirmed, mistakes: [{ field: 'reason', why: 'required' }] },
  wishes: { ...COMMON, is: 'wishes', facts: FACTS },
  cancelled: { ...COMMON, is: 'cancelled', facts: FACTS },
  over: { ...COMMON, is: 'over', facts: FACTS },
  invalid: { ...COMMON, is: 'no-link', why: 'invalid' },
  expired: { ...COMMON, is: 'no-link', why: 'expired' },
  replaced: { ...COMMON, is: 'no-link', why: 'replaced' },
  'try-again': { ...COMMON, is: 'try-again' },
} satisfies Record<string, ClientPage>;

/** One recorded call to the desk. */
export interface Asked {
  readonly what: string;
  readonly token: string;
  readonly reader: ClientReader;
  readonly choice?: ClientChoice;
  readonly words?: string;
}

/** A fake desk that returns pages by link from a table. `after` holds, by link, the page that a sent form leads to. */
export function pageTable(
  pages: Readonly<Record<string, ClientPage>>,
  after: Readonly<Record<string, ClientPage>> = {},
): ClientPages & { readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const shown = (token: string, { language, timeZone }: ClientReader, from = pages): ClientPage => ({
    ...(from[token] ?? pages[token] ?? PAGES.invalid),
    ...(language === undefined ? {} : { language: language as ClientPage['language'] }),
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return {
    asked,
    open: async (token, reader) => {
      asked.push({ what: 'open', token, reader });
      return shown(token, reader);
    },
    another: async (token, reader) => {
      asked.push({ what: 'another', token, reader });
      return shown(token, reader, { confirmed: PAGES['choose-another'] });
    },
    choose: async (token, choice, reader) => {
      asked.push({ what: 'choose', token, reader, choice });
      return shown(token, reader, after);
    },
    noneSuits: async (token, words, reader) => {
      asked.push({ what: 'none', token, reader, words });
      return shown(token, reader, after);
    },
    cancel: async (token, words, reader) => {
      asked.push({ what: 'cancel', token, reader, words });
      return shown(token, reader, after);
    },
    calendarFile: async (token) =>
      token === 'confirmed' ? { name: 'appointment.ics', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' } : undefined,
  };
}

/** A real server with these pages. It keeps its log lines for tests to read. */
export async function visitServer(visits: ClientPages) {
  const { metrics, registry } = promMetrics({ processMetrics: false });
  const log: string[] = [];
  const web = createWeb({
    bot: async () => {},
    health: async () => ({ ok: true, checks: [] }),
    ready: async () => ({ ok: true, checks: [] }),
    page: { title: 'Callboard', lines: [], links: [] },
    registry,
    metrics,
    metricsToken: undefined,
    log: createLog({ level: 'debug', format: 'json', now: () => 0, write: (line) => log.push(line) }),
    ids: countedIds(),
    clock: realClock(() => {}),
    visits,
  });
  return { ...(await web.listen({ host: '127.0.0.1', port: 0 })), log };
}
