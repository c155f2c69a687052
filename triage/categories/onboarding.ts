import type { CategoryRow } from '../category-row.ts';

/** People who come, change and go. */
export const ONBOARDING: CategoryRow = {
  category: 'onboarding',
  skills: [{ skill: 'Microsoft 365', level: 2, must: false }],
  minutes: { incident: 45, request: 60, question: 15, alert: 30 },
  onSite: 0.15,
  usually: 'request',
  impact: 3,
  questions: ['start-date', 'same-as-whom', 'who-approves'],
  topics: [
    {
      id: 'joiner',
      weight: 4,
      minutes: 75,
      onSite: 0.25,
      phrases: `
        new starter*, new joiner*, new hire*, new employee*, new colleague*, new user*, new staff,
        new team member*, new member of staff, new intern*, onboard*, starts on monday, starting on,
        starts with us, is joining, joins us, work experience, apprentice*, neuer mitarbeiter,
        neue mitarbeiterin, neuen mitarbeiter, neue mitarbeiter, neuer kollege, neue kollegin, benutzer anlegen,
        fängt … an, nouveau collaborateur, nuevo empleado, create … user, create … account for, set up … user,
        spare laptop`,
    },
    {
      id: 'leaver',
      weight: 4,
      minutes: 40,
      phrases: `
        leaver*, offboard*, leaving us, is leaving, has left the company, left the company, last day,
        last working day, resigned, terminated, block the account, disable … account, scheidet … aus, austritt,
        verlässt … unternehmen, ausscheid*`,
    },
    {
      id: 'change',
      weight: 4,
      minutes: 30,
      phrases: `
        changes department, change of department, moves from, moves to … department, name change, got married,
        new surname, job title, maternity leave, abteilungswechsel, namensänderung, address book`,
    },
  ],
};
