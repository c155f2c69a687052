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

/** Packages that live in one folder only, so that they can be swapped. */
export const WALLED_PACKAGES = [
  { pattern: '^(botbuilder|botframework-).*', only: 'bot' },
  { pattern: '^(@microsoft/microsoft-graph-client|@azure/identity).*', only: 'graph' },
  { pattern: '^(node:sqlite|mongodb)$', only: 'store' },
  { pattern: '^express$', only: ['web', 'sim', 'bot'] },
];

/** Folders whose answers depend on their arguments alone: no clock, no randomness, no environment, no I/O. */
export const PURE = ['model', 'triage', 'routing', 'scheduling', 'cards', 'desk'];
