export { triagePass, triageTaken } from './triage-pass.ts';
