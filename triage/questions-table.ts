/** Patterns in a text that answer a question; questions.ts defines them. */
export type AnsweringFact = 'device-name' | 'quoted-text' | 'date' | 'number' | 'phone-number' | 'file-name';

/** Something to know before starting, and how to see that the ticket already says it. */
export interface QuestionRow {
  readonly id: string;
  readonly ask: 'contact' | 'dispatcher';
  /** One of these phrases in the text answers it; comma-separated, see PhraseBook. */
  readonly answeredBy: string;
  /** Or this pattern does. */
  readonly answeredByFact?: AnsweringFact;
  /** Asked where the kind of work lists it, unless one of these topics matched (`category.topic`). */
  readonly notFor?: readonly string[];
  /** Asked only when one of these topics matched. */
  readonly onlyFor?: readonly string[];
}

const TIMES = `
  since, today, yesterday, this morning, last night, last week, this week, monday, tuesday, wednesday, thursday,
  friday, saturday, sunday, after the update, seit, heute, gestern, montag, dienstag, mittwoch, donnerstag,
  freitag, depuis, desde, just now, minutes ago, hours ago`;
const OTHERS = `
  everyone, everybody, nobody, no one, all users, all of us, colleague*, other people, others, only me, just me,
  only my, only on, team, whole office, whole building, kollegen, kollegin, kollege, alle, niemand, nur bei mir,
  nur ich, users, both of us, this floor, affects`;
const MESSAGES = `
  error*, message, says, saying, code, fehler*, meldung, meldet, shows, popup, crash*, asks for, keeps asking,
  it says, gets rejected, red cross, access denied, slow, black, full`;
const APPROVED = `
  approved, approval, agreed, signed off, authorised, authorized, genehmigt, freigegeben, manager has,
  director has, boss has`;

/** All questions. The kinds of work (categories/) list which of them they ask. */
export const QUESTION_ROWS: readonly QuestionRow[] = [
  {
    id: 'which-device',
    ask: 'contact',
    answeredBy: 'serial number, asset tag, macbook*, surface pro, thinkpad, latitude, elitebook, host, device',
    answeredByFact: 'device-name',
  },
  {
    id: 'which-printer',
    ask: 'contact',
    answeredBy: `
      laserjet, officejet, canon, brother, kyocera, xerox, ricoh, epson, lexmark, konica, zebra, upstairs,
      downstairs, floor, reception, in the`,
    answeredByFact: 'device-name',
  },
  {
    id: 'which-program',
    ask: 'contact',
    answeredBy: `
      excel, word, powerpoint, outlook, teams, onedrive, sharepoint, zoom, sage, sap, datev, adobe, acrobat,
      chrome, edge, firefox, quickbooks, xero, autocad, salesforce, oracle, jira, lexware, dynamics`,
    answeredByFact: 'quoted-text',
  },
  {
    id: 'which-server',
    ask: 'dispatcher',
    answeredBy: 'host, shared drive, file server, terminal server, domain controller, remote desktop',
    answeredByFact: 'device-name',
  },
  {
    id: 'which-account',
    ask: 'contact',
    answeredBy: `
      my account, my password, i cannot, i cant, i am, im, my work account, windows, outlook, vpn, teams,
      sharepoint, folder, mich, mein, i get, pls reset, i forgot, my`,
  },
  {
    id: 'which-number',
    ask: 'contact',
    answeredBy: `
      my desk phone, desk phone, main line, main number, all phones, all handsets, phones, my phone,
      mein telefon, in or out`,
    answeredByFact: 'phone-number',
  },
  {
    id: 'which-file',
    ask: 'contact',
    answeredBy: 'folder, ordner, mailbox, database, job, server',
    answeredByFact: 'file-name',
    onlyFor: ['backup.restore'],
  },
  { id: 'lost-when', ask: 'contact', answeredBy: TIMES, answeredByFact: 'date', onlyFor: ['backup.restore'] },
  {
    id: 'which-backup',
    ask: 'dispatcher',
    answeredBy: 'veeam, datto, acronis, job, microsoft 365, how long',
    notFor: ['backup.restore'],
  },
  {
    id: 'what-message',
    ask: 'contact',
    answeredBy: MESSAGES,
    answeredByFact: 'quoted-text',
    notFor: ['access.permission', 'email.shared-mailbox', 'application.install', 'access.password-reset'],
  },
  {
    id: 'what-tried',
    ask: 'contact',
    answeredBy: `
      restart*, reboot*, tried, swapped, checked, neu gestartet, neustart, ausprobiert, changed the, broken,
      spilled, stolen, cracked, other cable`,
  },
  {
    id: 'what-changed',
    ask: 'contact',
    answeredBy: 'update*, since, installed, changed, moved, new laptop*, always, first time, seit',
    notFor: ['application.install'],
  },
  {
    id: 'since-when',
    ask: 'contact',
    answeredBy: TIMES,
    answeredByFact: 'date',
    notFor: ['email.shared-mailbox', 'telephony.mobile'],
  },
  { id: 'who-else', ask: 'contact', answeredBy: OTHERS, notFor: ['email.shared-mailbox', 'security.lost-device'] },
  {
    id: 'wired-or-wireless',
    ask: 'contact',
    answeredBy: `
      wifi, wi-fi, wlan, wireless, cable*, ethernet, vpn, wired, kabel, lan, firewall, router, socket*,
      whole building, wan, port, dns`,
  },
  {
    id: 'what-clicked',
    ask: 'contact',
    answeredBy: `
      clicked, not clicked, opened, not opened, entered, typed, geklickt, geöffnet, deleted it, quarantined,
      stolen, lost, pulled the plug, forwarded it`,
    onlyFor: ['security.phishing', 'security.clicked', 'security.ransom'],
  },
  {
    id: 'start-date',
    ask: 'contact',
    answeredBy: `
      monday, tuesday, wednesday, thursday, friday, today, tomorrow, next week, first of, monatsanfang, montag,
      heute, morgen, zum ersten, end of the month, got married`,
    answeredByFact: 'date',
  },
  {
    id: 'same-as-whom',
    ask: 'contact',
    answeredBy: `
      same as, same set, same setup, same access, like, wie bei, copy of, is all they need, mailbox, postfach`,
    onlyFor: ['onboarding.joiner'],
  },
  {
    id: 'who-approves',
    ask: 'dispatcher',
    answeredBy: APPROVED,
    notFor: [
      'access.password',
      'access.password-reset',
      'access.locked-out',
      'access.sign-in',
      'access.second-factor',
      'procurement.paper',
      'onboarding.change',
    ],
  },
  {
    id: 'how-many',
    ask: 'contact',
    answeredBy: 'one, two, three, four, five, ten, a new, another, ein, eine, einen, zwei, drei',
    answeredByFact: 'number',
    notFor: ['procurement.paper'],
  },
  {
    id: 'needed-when',
    ask: 'contact',
    answeredBy: `${TIMES}, by the end, next week, next month, as soon, asap, urgent*, bis`,
    answeredByFact: 'date',
    notFor: ['procurement.paper'],
  },
  { id: 'what-is-wrong', ask: 'contact', answeredBy: '' },
  { id: 'reach-you', ask: 'contact', answeredBy: '', answeredByFact: 'phone-number' },
  { id: 'which-contact', ask: 'dispatcher', answeredBy: '' },
  { id: 'which-agreement', ask: 'dispatcher', answeredBy: '' },
];

/** Questions that do not depend on the kind of work; asked when the PSA lacks the fact. */
export const ALWAYS_ASKED: readonly { readonly id: string; readonly lacks: 'contact' | 'agreement' }[] = [
  { id: 'which-agreement', lacks: 'agreement' },
  { id: 'which-contact', lacks: 'contact' },
];
