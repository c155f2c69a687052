// Shared helpers for the desk's stored records: safe commits, single records, retention and erasure.
export { inTime, untilCommitted } from './until-committed.ts';
export { keepMeta, metaWrite } from './meta.ts';
export { KEEP, tidy } from './retention.ts';
export { eraseContact, erasePerson, eraseTicket } from './erase.ts';
