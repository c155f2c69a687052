/** Questions that triage asks before work can start, by the keys of triage/question-words.ts. */
export const questions: Readonly<Record<string, string>> = {
  'question.which-device': 'Which device is it?',
};
