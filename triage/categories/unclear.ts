import type { CategoryRow } from '../policy.ts';

/** What nothing speaks for: a human looks. Recognised by the absence of everything else. */
export const UNCLEAR: CategoryRow = {
  category: 'unclear',
  skills: [],
  minutes: { incident: 30, request: 20, question: 15, alert: 30 },
  onSite: 0.1,
  usually: 'incident',
  impact: 3,
  questions: ['what-is-wrong', 'which-program', 'reach-you'],
  topics: [],
};
