export { actKey } from './activity-dedup.ts';
export { handle } from './handle.ts';
