export { firstStartAt, wasOwnedBeforeFirstStart } from './first-start.ts';
export { createHints } from './hints.ts';
export { withAddress } from './intake.ts';
export { pollOnce } from './poller.ts';
export { assignedByPeople, withdraw } from './reconcile-assignee.ts';
