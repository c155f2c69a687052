export { type ReplanCommand, isReplanCommand, replanCommand } from './replan-commands.ts';
