import type { CategoryRow } from '../category-row.ts';

/** No kind of work matches: a human looks. Recognised by the absence of everything else. */
export const UNCLEAR: CategoryRow = {
  category: 'unclear',
  skills: [],
  minutes: { incident: 30, request: 20, question: 15, alert: 30 },
  onSite: 0.1,
  usually: 'incident',
  impact: 3,
  questions: ['what-is-wrong', 'which-program', 'reach-you'],
  topics: [
    // Longer than the phrases of other kinds inside them, so that those do not count.
    {
      id: 'way-of-speaking',
      weight: 0,
      phrases: `
        on the phone, by phone, over the phone, via phone, phone number, phone call, telephone conversation,
        call me, this email, this mail, your email, your mail, email below, mail below, by email, via email,
        per mail, email me, my email address, the email from, in order to, in order that, out of order,
        following screen, this screen, screenshot*, screen shot*, login screen, home screen, am telefon, per telefon, telefonisch,
        telefonnummer, access this email`,
    },
  ],
};
