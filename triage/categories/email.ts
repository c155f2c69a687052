import type { CategoryRow } from '../category-row.ts';

/** Mail, mailboxes, calendars. */
export const EMAIL: CategoryRow = {
  category: 'email',
  skills: [{ skill: 'Microsoft 365', level: 2, must: false }],
  minutes: { incident: 25, request: 15, question: 10, alert: 20 },
  onSite: 0.02,
  usually: 'incident',
  impact: 3,
  questions: ['what-message', 'since-when', 'who-else'],
  topics: [
    { id: 'outlook', weight: 3, phrases: 'outlook, owa, webmail, exchange, thunderbird' },
    {
      id: 'mail',
      weight: 2,
      phrases: 'email, emails, e-mail, e-mails, mail, mails, inbox, posteingang, correo*, courriel*',
    },
    {
      id: 'mailbox',
      weight: 3,
      minutes: 15,
      phrases: 'mailbox*, postfach, postfächer, buzón, distribution list*, distribution group*, verteiler',
    },
    {
      id: 'shared-mailbox',
      weight: 4,
      minutes: 15,
      phrases: 'shared mailbox*, mailbox full, gemeinsames postfach',
    },
    {
      id: 'delivery',
      weight: 4,
      phrases: `
        send or receive, receive … mail*, receive … email*, receiving … mail*, receiving … email*, send … mail*,
        send … email*, sending … email*, missing … mail*, missing … email*, bounce*, undeliver*, unzustellbar,
        junk folder, spam folder, spam filter, quarantine … mail*, keine mails, keine e-mails, mail flow, ndr`,
    },
    {
      id: 'calendar',
      weight: 3,
      phrases: 'calendar*, kalender, meeting invite*, out of office, automatic reply, abwesenheitsnotiz',
    },
    { id: 'signature', weight: 3, phrases: 'email signature*, mail signature*, outlook signature*' },
  ],
};
