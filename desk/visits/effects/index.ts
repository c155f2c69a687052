export { clientMailHandler } from './client-mail.ts';
export { visitHandlers } from './graph-steps.ts';
export { psaVisitHandlers } from './psa-steps.ts';
export { releaseHandler } from './release.ts';
export { waitForLanes } from './wait-for-lanes.ts';
