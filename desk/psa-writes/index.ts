export { NOTE_WORDS } from './note-words.ts';
export { syncAfter } from './sync-after.ts';
export { assignHandler, noteHandler, priorityHandler } from './ticket-writes.ts';
