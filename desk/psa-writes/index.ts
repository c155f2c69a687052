// Writes the desk's decisions to the PSA: assignee, priority and internal notes.
export { assignHandler, noteHandler, priorityHandler } from './ticket-writes.ts';
export { syncAfter } from './sync-after.ts';
export { NOTE_WORDS } from './note-words.ts';
