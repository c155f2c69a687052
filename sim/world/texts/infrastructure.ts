import { textsOf } from './template.ts';

/** Tickets about infrastructure, on site and in the cloud. */
export const NETWORK = textsOf('network', [
  {
    minutes: 60,
    outage: true,
    weight: 0.4,
    title: 'URGENT no internet in the whole building',
    body: 'There is no internet at {site}, nobody can work. About 30 people are standing around. The box in the server cupboard has a red light. Please call {number}.',
  },
  {
    minutes: 30,
    weight: 3,
    title: 'Wifi drops all the time',
    body: 'The wifi in the meeting rooms at {site} drops every few minutes. Cable works. We have visitors at {when} and it was embarrassing last time.',
  },
  {
    minutes: 30,
    weight: 2,
    title: 'VPN connects but no shared drives',
    body: 'I am at home, the VPN says connected, but the S: drive has a red cross. My colleague {colleague} has the same. Internet is fine.',
  },
  { minutes: 25, title: 'internet slow', body: 'everything slow today, teams freezing', voice: 'bare' },
  {
    minutes: 45,
    type: 'request',
    title: 'Network sockets for four new desks',
    body: 'We are moving four desks into the back room at {site}. Could somebody check whether the sockets there work and patch them?',
  },
  {
    minutes: 30,
    type: 'request',
    title: 'Open a port for the CCTV company',
    body: 'The CCTV company asks that port 8443 be opened on our firewall for their recorder. Is that safe? They come on Thursday.',
  },
  {
    minutes: 40,
    type: 'alert',
    voice: 'machine',
    title: '[Monitor] WAN link down: {site} primary',
    body: 'Site: {site}\nInterface: WAN1\nState: DOWN (packet loss 100 %)\nFailover: WAN2 active\nSeverity: major',
  },
  {
    minutes: 30,
    voice: 'german',
    title: 'Kein Zugriff auf das Laufwerk über VPN',
    body: 'aus dem Homeoffice komme ich zwar ins VPN, aber die Laufwerke werden nicht verbunden. Gestern ging es noch. Ein Neustart von {device} hat nichts gebracht.',
  },
]);

export const SERVER = textsOf('server', [
  {
    minutes: 90,
    outage: true,
    weight: 0.4,
    title: '{server} down, {app} not reachable for anyone',
    body: 'Since about ten minutes nobody gets into {app}. The program says cannot connect to {server}. We have customers at the counter and cannot serve them.',
  },
  {
    minutes: 40,
    weight: 2,
    type: 'alert',
    voice: 'machine',
    title: '[Monitor] {server}: C: 96 % full',
    body: 'Host: {server}\nCheck: disk free C:\nState: CRITICAL\nFree: 3.1 GB of 80 GB\nTrend: full in 9 hours',
  },
  {
    minutes: 45,
    title: 'Shared drive is very slow',
    body: 'Opening a drawing from the P: drive takes two minutes today. Copying is slow as well. It is the same for the three of us.',
  },
  {
    minutes: 60,
    type: 'request',
    title: 'Please restart {server} tonight',
    body: 'The supplier of {app} has installed an update and asks for a restart of {server} out of hours. Could you do it tonight after 8 and check that it is up again?',
  },
  {
    minutes: 40,
    title: 'remote desktop',
    body: 'cant log on to terminal server says no licence servers available',
    voice: 'bare',
  },
  {
    minutes: 30,
    type: 'alert',
    voice: 'machine',
    title: '[Monitor] Service stopped on {server}: Print Spooler',
    body: 'Host: {server}\nService: Spooler\nState: stopped (was running)\nRestart attempts: 3, failed',
  },
  {
    minutes: 60,
    type: 'alert',
    voice: 'machine',
    title: '[Monitor] Certificate expires in 7 days: mail.{domain}',
    body: 'Subject: mail.{domain}\nIssuer: R11\nExpires in: 7 days\nHost: {server}',
  },
]);

export const BACKUP = textsOf('backup', [
  {
    minutes: 40,
    weight: 3,
    type: 'alert',
    voice: 'machine',
    title: 'Backup job failed: {server} daily',
    body: 'Job: {server} daily\nResult: Failed\nError: The network path was not found (0x80070035)\nLast success: 2 days ago',
  },
  {
    minutes: 30,
    weight: 2,
    title: 'Deleted a folder by mistake',
    body: 'I deleted the folder "Contracts 2026" on the S: drive by mistake this morning, I thought it was a copy. Is there a way to get it back from yesterday night? {colleague} needs it at {when}.',
  },
  { minutes: 25, title: 'restore file pls', body: 'budget.xlsx overwritten, need version from monday', voice: 'bare' },
  {
    minutes: 20,
    type: 'question',
    title: 'How long are our backups kept?',
    body: 'Our auditor asks for how long backups are kept, where they are, and when a restore was last tested. Could you answer in two sentences I can forward?',
  },
  {
    minutes: 30,
    type: 'alert',
    voice: 'machine',
    title: 'Backup warning: Microsoft 365 {domain}, 3 mailboxes skipped',
    body: 'Tenant: {domain}\nObjects: 212 ok, 3 skipped (throttled)\nSeverity: warning',
  },
  {
    minutes: 60,
    type: 'request',
    title: 'Test restore for the insurance',
    body: 'Our insurance wants proof of a restore test this quarter. Please restore one folder of {server} and send me a short confirmation with the date.',
  },
]);

export const SECURITY = textsOf('security', [
  {
    minutes: 30,
    weight: 3,
    title: 'Is this email real?',
    body: 'I got a mail that looks like it is from our managing director asking me to buy gift cards. The address is strange. I have not clicked on anything. Can you check please?',
  },
  {
    minutes: 60,
    weight: 2,
    title: 'I clicked on a link and typed my password',
    body: 'I am afraid I did something stupid. There was a mail with a voice message, I clicked on it and entered my password on a page that looked like Microsoft. Now I think it was fake. What should I do?',
  },
  {
    minutes: 120,
    outage: true,
    weight: 0.15,
    title: 'Files have strange names and there is a ransom note',
    body: 'All files on the S: drive end in .lockd and there is a text file that says we have to pay. It started at one PC at reception. We have pulled the plug of that one. PLEASE CALL {number} NOW.',
  },
  {
    minutes: 30,
    type: 'alert',
    voice: 'machine',
    title: '[Defender] Malware detected and quarantined on {device}',
    body: 'Device: {device}\nUser: {person}\nThreat: Trojan:Script/Wacatac.B!ml\nAction: quarantined\nSeverity: medium',
  },
  {
    minutes: 40,
    type: 'alert',
    voice: 'machine',
    title: '[Entra] Impossible travel: {person}',
    body: 'User: {person}\nSign-in 1: Reading, GB\nSign-in 2: Lagos, NG, 14 minutes later\nResult: success (MFA satisfied by token)',
  },
  {
    minutes: 30,
    title: 'popup',
    body: 'screen says virus found call microsoft 0800 number, very loud, cant close',
    voice: 'bare',
  },
  {
    minutes: 40,
    title: 'My phone with work mail was stolen',
    body: 'My phone was stolen on the train last night. It had my work mail and Teams on it. It has a PIN, but still. The number is {number}.',
  },
  {
    minutes: 25,
    voice: 'german',
    title: 'Verdächtige Mail mit Rechnung',
    body: 'ich habe eine Mail mit einer Rechnung als ZIP bekommen, angeblich von unserem Lieferanten. Ich habe sie nicht geöffnet. Können Sie bitte prüfen, ob die echt ist?',
  },
]);
