// Gives tickets their triage records.
export { triagePass, triageTaken } from './triage-pass.ts';
