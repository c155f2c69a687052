import type { CategoryRow } from '../category-row.ts';

/** Programs: the office suite, and the one the client earns their money with. */
export const APPLICATION: CategoryRow = {
  category: 'application',
  skills: [{ skill: 'Application support', level: 1, must: false }],
  minutes: { incident: 35, request: 30, question: 15, alert: 30 },
  onSite: 0.04,
  usually: 'incident',
  impact: 3,
  questions: ['which-program', 'what-message', 'what-changed'],
  topics: [
    {
      id: 'office',
      weight: 3,
      phrases: `
        excel, powerpoint, onenote, word, macro*, spreadsheet*, office 365 app*, microsoft office,
        access database, mail merge, visio, tabelle`,
    },
    { id: 'teamwork', weight: 3, phrases: 'onedrive, sharepoint, teams, zoom, sync pending, webex' },
    {
      id: 'business',
      weight: 3,
      phrases: `
        sage, quickbooks, xero, datev, sap, erp, crm, salesforce, dynamics, autocad, photoshop, adobe, acrobat,
        pdf, pdfs, lexware, oracle, database error, practice software, accounting software, buchhaltung*,
        invoice import, month end, warenwirtschaft, jira, confluence`,
    },
    {
      id: 'program',
      weight: 2,
      phrases: `
        application*, app, apps, software, program, programs, programme*, programm, anwendung, logiciel,
        plugin*, add-in*, addin*, browser, chrome, edge, firefox, website, web site, portal, intranet, url`,
    },
    {
      id: 'crash',
      weight: 2,
      phrases: `
        crash*, closes … message, closes by itself, freezes, stürzt … ab, error message, error code,
        fehlermeldung, meldet fehler, wrong totals, since the update`,
    },
    {
      id: 'install',
      weight: 3,
      minutes: 25,
      phrases: `
        install, installation, installed, installing, installieren, uninstall*, reinstall*, update software,
        upgrade … version`,
    },
    {
      id: 'error',
      weight: 1,
      phrases: 'error, errors, fehler, bug, page, site, report, reports, export, import',
    },
  ],
};
