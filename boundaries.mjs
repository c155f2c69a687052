/**
 * The house, as a table: which folders a folder may import from. eslint.config.mjs turns the
 * table into rules; test/boundaries.test.ts proves that the linter catches a violation.
 */
export const FOLDERS = {
  model: [],
  triage: ['model'],
  routing: ['model'],
  scheduling: ['model'],
  cards: ['model'],
  desk: ['model', 'triage', 'routing', 'scheduling', 'cards'],
  bot: ['model', 'desk'],
  graph: ['model', 'desk'],
  psa: ['model', 'desk'],
  store: ['model', 'desk'],
  web: ['model', 'desk'],
  config: ['model', 'desk', 'graph'],
  sim: ['model', 'desk'],
};

/**
 * The rooms of desk/, from the ground up: which rooms a room may import from, always through their index.ts. Every room
 * may also import `ports/` and the files at the root of desk/ (deps, policies). Only desk/index.ts sees all rooms.
 */
export const ROOMS = {
  'client-messages': [],
  records: [],
  people: ['records'],
  runtime: ['records'],
  outbox: ['records', 'runtime'],
  tickets: ['records', 'people', 'outbox'],
  posts: ['records', 'people', 'outbox', 'tickets'],
  triage: ['records', 'people', 'outbox', 'tickets', 'posts'],
  intake: ['records', 'people', 'runtime', 'outbox', 'tickets', 'posts'],
  'psa-writes': ['people', 'outbox', 'tickets', 'posts', 'intake'],
  'visits/calendars': ['records', 'people', 'runtime', 'posts'],
  'visits/appointments': ['client-messages'],
  'visits/booking': [
    'records',
    'people',
    'outbox',
    'tickets',
    'posts',
    'triage',
    'intake',
    'visits/calendars',
    'visits/appointments',
  ],
  'visits/views': ['people', 'intake', 'visits/calendars'],
  'visits/client': ['records', 'people', 'client-messages', 'visits/appointments', 'visits/booking', 'visits/views'],
  'visits/effects': [
    'records',
    'people',
    'outbox',
    'client-messages',
    'visits/appointments',
    'visits/booking',
    'visits/views',
  ],
  'visits/replan': [
    'records',
    'people',
    'tickets',
    'psa-writes',
    'visits/calendars',
    'visits/appointments',
    'visits/booking',
  ],
  dispatch: ['records', 'people', 'runtime', 'tickets', 'posts', 'triage', 'intake', 'visits/calendars'],
  visits: [
    'records',
    'people',
    'runtime',
    'outbox',
    'posts',
    'dispatch',
    'visits/calendars',
    'visits/appointments',
    'visits/booking',
    'visits/effects',
  ],
  views: ['records', 'people', 'outbox', 'tickets', 'posts', 'intake', 'dispatch', 'visits/calendars', 'visits/views'],
  commands: ['records', 'people', 'outbox', 'tickets', 'posts', 'psa-writes', 'visits/booking', 'visits/replan'],
  chat: ['records', 'people', 'tickets', 'posts', 'views', 'commands', 'visits/booking', 'visits/views'],
};

const HOUSE = Object.keys(FOLDERS);

/**
 * The folders around the house: `start` wires it for production, `harness` wires it to simulators, and the others use
 * those two. None of them may import from `test/`.
 */
export const AROUND = {
  start: HOUSE.filter((folder) => folder !== 'sim'),
  harness: [...HOUSE, 'start'],
  soak: [...HOUSE, 'start', 'harness'],
  bench: [...HOUSE, 'start', 'harness', 'soak'],
  commands: [...HOUSE, 'start', 'harness', 'soak'],
  appPackage: [...HOUSE, 'start'],
};

/** The demo is in start/ and runs over simulators. No other part of production may import them. */
export const DEMO = { files: 'start/demo*.ts', more: ['sim', 'harness'] };

/** Folders that test/desk may not import: a test that needs them is a story (CONTRIBUTING.md, "Where a test belongs"). */
export const NOT_IN_DESK_TESTS = ['bot', 'web', 'start', 'harness/msp', 'harness/index'];

/** Packages that only one folder may import, so that they can be replaced. */
export const WALLED_PACKAGES = [
  { pattern: '^(botbuilder|botframework-).*', only: 'bot' },
  { pattern: '^(@microsoft/microsoft-graph-client|@azure/identity).*', only: 'graph' },
  { pattern: '^(node:sqlite|mongodb)$', only: 'store' },
  { pattern: '^express$', only: ['web', 'sim', 'bot'] },
];

/**
 * Folders without a clock, randomness, environment or I/O of their own: the same arguments return the same result.
 * desk/ reads and writes through its ports, so for desk/ the ports' answers count as arguments.
 */
export const DETERMINISTIC = ['model', 'triage', 'routing', 'scheduling', 'cards', 'desk'];
