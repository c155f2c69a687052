import type { Category, TicketType } from '../../model/triage.ts';
import type { Priority } from '../../model/ticket.ts';

/** A ticket and what a dispatcher would say of it. `onSite`: somebody has to go there, more likely than not. */
export interface Told {
  readonly title: string;
  readonly body: string;
  readonly category: Category;
  readonly type: TicketType;
  /** For a silver client. */
  readonly priority: Priority;
  readonly onSite: boolean;
  /** Nobody wrote it: no contact. */
  readonly machine?: boolean;
}

const told = (
  category: Category,
  type: TicketType,
  priority: Priority,
  title: string,
  body: string,
  more: { onSite?: boolean; machine?: boolean } = {},
): Told => ({
  category,
  type,
  priority,
  title,
  body,
  onSite: more.onSite ?? false,
  ...(more.machine ? { machine: true } : {}),
});

const GO = { onSite: true };
const MACHINE = { machine: true };

export const TICKETS: readonly Told[] = [
  // Access
  told('access', 'incident', 3, 'Account locked', 'Hi, my account got locked after three tries. Can you unlock it?'),
  told('access', 'incident', 3, 'Forgot my password', 'Sorry, I forgot my Windows password over the holidays.'),
  told(
    'access',
    'incident',
    3,
    "Can't log in to Windows",
    'It says the user name or password is incorrect. I am sure it is right.',
  ),
  told(
    'access',
    'request',
    4,
    'Access to the HR folder for Nina',
    'Please give Nina read access to the HR folder. Her manager agreed.',
  ),
  told(
    'access',
    'incident',
    3,
    'MFA not working',
    'New phone since yesterday, the authenticator shows no codes for work.',
  ),
  told(
    'access',
    'incident',
    3,
    'Kennwort abgelaufen',
    'Guten Morgen, mein Kennwort ist abgelaufen und ich kann mich nicht anmelden. Gruß, Jana',
  ),
  told('access', 'question', 4, 'How do I change my password from home?', 'I am not in the office this week.'),

  // Email
  told('email', 'incident', 3, 'Outlook freezes', 'Outlook freezes each time I open an attachment. Restarted twice.'),
  told(
    'email',
    'incident',
    1,
    'No emails at all',
    'Nobody in the office can send or receive emails since 8. We cannot work.',
  ),
  told('email', 'request', 4, 'Shared mailbox', 'Please create a shared mailbox info@contoso.example for Nina and me.'),
  told(
    'email',
    'incident',
    3,
    'Not receiving mails from our supplier',
    'Mails from our supplier do not arrive, he gets no error either.',
  ),
  told('email', 'incident', 3, 'Calendar invites missing', 'Meeting invites do not show in my calendar any more.'),
  told('email', 'request', 4, 'Auto reply', 'Could you set an out of office for Tom until Friday? He is off sick.'),
  told(
    'email',
    'incident',
    3,
    'Postfach voll',
    'Outlook meldet, dass mein Postfach voll ist, ich kann nichts mehr senden.',
  ),

  // Hardware
  told(
    'hardware',
    'incident',
    3,
    'Laptop does not turn on',
    'I pressed the button, no light, nothing. It was on the charger all night.',
    GO,
  ),
  told(
    'hardware',
    'incident',
    3,
    'Monitor flickers',
    'My left monitor flickers every few seconds. Other cable, same thing.',
    GO,
  ),
  told('hardware', 'incident', 3, 'keyboard broken', 'some keys do not work any more'),
  told('hardware', 'incident', 3, 'Blue screen', 'Got a blue screen twice this morning on LT-2214.'),
  told('hardware', 'incident', 3, 'Computer very slow', 'My computer takes ten minutes to start and everything hangs.'),
  told('hardware', 'incident', 3, 'Dropped my laptop', 'It fell off the table and the screen is cracked.', GO),
  told(
    'hardware',
    'alert',
    3,
    '[RMM] WS-0042: SMART predicted failure',
    'Device: WS-0042\nCheck: SMART\nValue: 3 reallocated\nThreshold: 1',
    MACHINE,
  ),
  told('hardware', 'incident', 3, 'Akku lädt nicht', 'Der Akku von meinem Notebook lädt seit gestern nicht mehr.'),

  // Network
  told('network', 'incident', 1, 'Internet down', 'The internet is down in the whole office, nobody can work.'),
  told('network', 'incident', 3, 'wifi', 'wifi keeps dropping in my office'),
  told('network', 'incident', 3, 'VPN disconnects', 'The VPN drops every ten minutes while I work from home.'),
  told('network', 'request', 4, 'New network sockets', 'We need two new network sockets in the back office.', GO),
  told(
    'network',
    'alert',
    2,
    'Firewall offline',
    'Site: Leeds\nDevice: FW-LDS-01\nState: DOWN\nSeverity: critical',
    MACHINE,
  ),
  told(
    'network',
    'request',
    4,
    'Please open a port on the firewall',
    'Our alarm company needs port 8080 opened for their panel. No rush.',
  ),
  told('network', 'incident', 1, 'Kein Internet', 'Seit 9 Uhr kein Internet im ganzen Büro, keiner kann arbeiten.'),

  // Printing
  told('printing', 'incident', 3, 'Cannot print', 'Nothing comes out of the printer when I print from Word.'),
  told(
    'printing',
    'incident',
    2,
    'Printer jammed',
    'The printer on this floor jams with every page. It affects all of us.',
    GO,
  ),
  told('printing', 'request', 4, 'Printer for the new PC', 'Please add the Kyocera in reception on my new PC.'),
  told('printing', 'incident', 3, 'Scan to email', 'Scan to email stopped working, error on the display.'),
  told('printing', 'alert', 4, 'Toner low on PRN-02', 'Printer: PRN-02\nToner: black 5 %\nSeverity: low', MACHINE),
  told(
    'printing',
    'incident',
    3,
    'Drucker druckt nicht',
    'Der Drucker im Lager druckt nicht, die Lieferscheine bleiben liegen.',
  ),

  // Security
  told(
    'security',
    'incident',
    1,
    'Strange files, ransom note',
    'All our documents have a new ending and a note says we have to pay in bitcoin.',
    GO,
  ),
  told(
    'security',
    'incident',
    2,
    'Clicked on a phishing link',
    'I clicked on a link in a mail and entered my password on the page.',
  ),
  told(
    'security',
    'incident',
    3,
    'Suspicious email',
    'I received a suspicious email with an invoice attached. Did not open it.',
  ),
  told(
    'security',
    'alert',
    3,
    'Malware detected on LT-3310',
    'Device: LT-3310\nThreat: Trojan.Generic\nAction: quarantined\nSeverity: medium',
    MACHINE,
  ),
  told(
    'security',
    'incident',
    3,
    'My laptop was stolen',
    'Somebody took it from my car last night. It has client files on it.',
  ),
  told(
    'security',
    'incident',
    3,
    'Verdächtige E-Mail',
    'Ich habe eine verdächtige Mail bekommen, angeblich von der Bank. Ich habe nichts angeklickt.',
  ),

  told('security', 'incident', 3, 'FW: invoice', 'Please see the attached invoice. Is this genuine?'),

  // Server
  told('server', 'incident', 1, 'Server down', 'The file server is down, nobody can open anything.'),
  told('server', 'incident', 2, 'Terminal server slow', 'The terminal server is very slow today for several users.'),
  told(
    'server',
    'alert',
    2,
    'DC01: disk C: 97 % full',
    'Host: DC01\nCheck: disk free\nState: CRITICAL\nFree: 2 GB of 80 GB',
    MACHINE,
  ),
  told(
    'server',
    'request',
    4,
    'Restart the SQL server tonight',
    'Please restart the SQL server after 8 pm, the vendor installed a patch.',
  ),
  told(
    'server',
    'incident',
    2,
    'Remotedesktop geht nicht',
    'Die Anmeldung am Terminalserver klappt nicht, bei mehreren Kollegen.',
  ),

  // Backup
  told('backup', 'alert', 3, 'Backup failed', 'Job: nightly\nResult: failed\nLast success: 3 days ago', MACHINE),
  told('backup', 'request', 4, 'Please restore a folder', 'Could you restore the folder Offers 2025 from last Friday?'),
  told('backup', 'incident', 3, 'File overwritten', 'I overwrote budget.xlsx by mistake and need yesterday’s version.'),
  told('backup', 'question', 4, 'How long do you keep our backups?', 'The auditor would like to know.'),
  told(
    'backup',
    'incident',
    3,
    'Ordner gelöscht',
    'Ich habe versehentlich einen Ordner gelöscht, kann man den wiederherstellen?',
  ),

  // Application
  told(
    'application',
    'incident',
    3,
    'Excel crashes',
    'Excel crashes when I open the price list. Error code 0xc0000005.',
  ),
  told(
    'application',
    'incident',
    2,
    'Sage will not open',
    'Sage shows "database error" for all of us in accounts since the update.',
  ),
  told('application', 'request', 4, 'Install Visio', 'Please install Visio on my laptop, licence is there.'),
  told('application', 'question', 4, 'How do I freeze a row in Excel?', 'I saw somebody do it once.'),
  told('application', 'incident', 3, 'OneDrive stopped syncing', 'OneDrive shows a red cross and does not sync.'),
  told('application', 'incident', 3, 'DATEV startet nicht', 'DATEV bringt seit heute eine Fehlermeldung beim Start.'),

  // Telephony
  told(
    'telephony',
    'incident',
    1,
    'Phones down',
    'All phones are down, no calls in or out. Customers cannot reach us.',
  ),
  told('telephony', 'incident', 3, 'Voicemail', 'I cannot listen to my voicemail, it asks for a PIN.'),
  told(
    'telephony',
    'request',
    4,
    'Forward our main line on Friday',
    'Please forward the main number to my mobile on Friday.',
  ),
  told(
    'telephony',
    'incident',
    3,
    'Desk phone has no dial tone',
    'My desk phone is silent, the handset shows "no service".',
  ),
  told(
    'telephony',
    'incident',
    3,
    'Telefon gestört',
    'Ich höre die Anrufer nur ganz leise, mein Telefon rauscht. Störung seit gestern.',
  ),

  // Onboarding
  told(
    'onboarding',
    'request',
    4,
    'New starter on 1 December',
    'Nina Vogel joins us in sales. Same set-up as Tom please.',
  ),
  told(
    'onboarding',
    'request',
    4,
    'Leaver: Tom Archer',
    'Tom leaves on Friday. Please disable his account and forward his mails to me.',
  ),
  told(
    'onboarding',
    'request',
    4,
    'Neue Mitarbeiterin',
    'Bitte einen Benutzer anlegen für Frau Sommer, Start am 1.12.',
  ),
  told('onboarding', 'request', 4, 'Name change', 'I got married, please change my name in the system.'),

  // Procurement
  told('procurement', 'request', 4, 'Quote for three laptops', 'Please send me a quote for three laptops with docks.'),
  told(
    'procurement',
    'request',
    4,
    'Need a new headset',
    'Mine is two years old. Which one do you recommend, and what would it cost?',
  ),
  told('procurement', 'request', 4, 'Adobe licence', 'We need one more licence for Adobe Acrobat.'),
  told('procurement', 'request', 4, 'Angebot für Monitore', 'Bitte um ein Angebot für vier Monitore.'),

  // Unclear
  told('unclear', 'incident', 3, 'Help', 'It is doing it again!'),
  told('unclear', 'incident', 4, 'Question', 'Can somebody ring me back about the thing from last week, no rush.'),
  told('unclear', 'incident', 3, '(no subject)', 'Sent from my iPhone'),

  // As they come out of a privacy filter: lower-cased, without names and digits
  told(
    'email',
    'incident',
    3,
    '',
    'cannot open outlook hello outlook does not open error message appears please help thanks regards',
  ),
  told(
    'access',
    'incident',
    3,
    '',
    'password expired hi my password has expired and cannot change please advise thank you best regards',
  ),
  told('printing', 'incident', 3, '', 'printer issue hello printer on floor not printing please check thanks'),

  // Read with a dispatcher's eyes by somebody who did not write the rules
  told('printing', 'incident', 3, 'Printer out of order', 'The printer in the hall is out of order.'),
  told('application', 'incident', 3, 'Approval app', 'I cannot approve: I get the following screen with an error.'),
  told('network', 'request', 4, 'Firewall change', 'Please open port 443 to 10.1.1.5 for the new vendor.'),
  told('email', 'incident', 2, 'Email bouncing', 'All our outgoing mail is bouncing, customers get nothing.'),
  told('printing', 'incident', 3, 'Label printer', 'It will not print, trucks are waiting and nothing can ship.'),
  told('network', 'incident', 1, 'Wifi down in Leeds', 'No one at the Leeds branch can connect to wifi.'),
  told('access', 'incident', 3, 'MFA', 'I have a new phone and Authenticator fails, I cannot sign in to anything.'),
];
