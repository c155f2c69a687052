export { eraseContact, erasePerson, eraseTicket } from './erase.ts';
export { keepMeta, metaWrite } from './meta.ts';
export { KEEP, tidy } from './retention.ts';
export { inTime, untilCommitted } from './until-committed.ts';
