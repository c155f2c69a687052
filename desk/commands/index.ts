// Carries out people's commands.
export { handle } from './handle.ts';
export { activityKey } from './activity-dedup.ts';
