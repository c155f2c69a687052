export { activityKey } from './activity-dedup.ts';
export { handle } from './handle.ts';
