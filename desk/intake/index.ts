// Reads tickets from the PSA, by polling and by push hints, and updates the desk's records.
export { pollOnce } from './poller.ts';
export { createHints } from './hints.ts';
export { assignedByPeople, withdraw } from './reconcile-assignee.ts';
export { withAddress } from './intake.ts';
export { firstStartAt, wasOwnedBeforeFirstStart } from './first-start.ts';
