/**
 * The house, as a table: which folders a folder may import from. eslint.config.mjs turns it into rules;
 * test/boundaries.test.ts proves that a violation is caught.
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

const HOUSE = Object.keys(FOLDERS);

/**
 * What stands around the house: `start` wires it for production, `harness` wires it to simulators, the others use that.
 * Nobody leans on the tests.
 */
export const AROUND = {
  start: HOUSE.filter((folder) => folder !== 'sim'),
  harness: [...HOUSE, 'start'],
  soak: [...HOUSE, 'start', 'harness'],
  bench: [...HOUSE, 'start', 'harness', 'soak'],
  commands: [...HOUSE, 'start', 'harness', 'soak'],
  appPackage: HOUSE,
};

/** The demo lies in start/ and runs over simulators; it is the only part of production that may. */
export const DEMO = { files: 'start/demo*.ts', more: ['sim', 'harness'] };

/** Tests of the desk alone call it through its ports; what needs these is a story (CONTRIBUTING.md, "Where a test belongs"). */
export const NOT_IN_DESK_TESTS = ['bot', 'web', 'start', 'harness/msp', 'harness/index'];

/** Packages that live in one folder only, so that they can be swapped. */
export const WALLED_PACKAGES = [
  { pattern: '^(botbuilder|botframework-).*', only: 'bot' },
  { pattern: '^(@microsoft/microsoft-graph-client|@azure/identity).*', only: 'graph' },
  { pattern: '^(node:sqlite|mongodb)$', only: 'store' },
  { pattern: '^express$', only: ['web', 'sim', 'bot'] },
];

/** Folders whose answers depend on their arguments alone: no clock, no randomness, no environment, no I/O. */
export const PURE = ['model', 'triage', 'routing', 'scheduling', 'cards', 'desk'];
