export { triage, triageByDeadline, type Triaged, type TriageInput } from './triage.ts';
export { DEFAULT_TRIAGE_POLICY, type TriagePolicy } from './policy.ts';
