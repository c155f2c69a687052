import { textsOf } from './template.ts';

/** Tickets about accounts, mail, joiners and leavers. */
export const ACCESS = textsOf('access', [
  {
    minutes: 10,
    weight: 3,
    title: 'Locked out of my account',
    body: 'I typed my password wrong a few times after the weekend and now Windows says my account is locked. I have a call at {when} and need my files for it.',
  },
  {
    minutes: 15,
    weight: 2,
    title: 'New phone, authenticator gone',
    body: 'I got a new mobile yesterday and the Microsoft Authenticator app does not show my work account any more. I cannot approve the sign in so I am stuck on the login page of Outlook and Teams.',
  },
  { minutes: 10, title: 'password', body: 'forgot password pls reset', voice: 'bare' },
  {
    minutes: 20,
    type: 'request',
    title: 'Access to the shared finance folder for {colleague}',
    body: 'Please could you give {colleague} read and write access to the Finance folder on {server}? Our director has agreed. No rush, by the end of the week is fine.',
  },
  {
    minutes: 25,
    title: 'Can’t get into SharePoint since this morning',
    body: 'When I open our SharePoint site I get "You need permission to access this item". It worked on Friday. My colleagues next to me can open it. {colleague} said something about a group being cleaned up.',
  },
  {
    minutes: 15,
    voice: 'german',
    title: 'Anmeldung am PC nicht möglich',
    body: 'seit heute früh kann ich mich an meinem Rechner {device} nicht mehr anmelden. Es kommt die Meldung, dass mein Kennwort abgelaufen ist, aber ein neues wird nicht angenommen.',
  },
  {
    minutes: 20,
    title: 'VPN login rejected',
    body: 'Working from home today. The VPN asks for my password, then the phone prompt, I press approve and then it says access denied. Tried three times, also restarted {device}.',
  },
  {
    minutes: 10,
    type: 'question',
    title: 'Why do I have to sign in every day?',
    body: 'Not urgent at all but since last week I have to sign in to Teams and Outlook each morning with the code from the phone. Is that on purpose?',
  },
]);

export const EMAIL = textsOf('email', [
  {
    minutes: 20,
    weight: 3,
    title: 'Outlook keeps asking for my password',
    body: 'Outlook on {device} keeps popping up the password box. I put it in, it goes away for a minute and comes back. Webmail works fine. Some mails since yesterday afternoon do not show up in Outlook.',
  },
  {
    minutes: 25,
    weight: 2,
    title: 'Emails to a customer bounce',
    body: 'Every mail I send to one of our biggest customers comes back with "550 5.7.1 message rejected as spam". Other people here have the same since this morning. We need to send them a quote at {when}.',
  },
  {
    minutes: 15,
    type: 'request',
    title: 'Shared mailbox for the new project',
    body: 'Could we have a shared mailbox called projects@ for {person} and {colleague}? Both should be able to send from it.',
  },
  {
    minutes: 30,
    title: 'Missing emails!!!',
    body: 'Half of my inbox has GONE. I had about 4000 mails in there and now there are 300. I did not delete anything. Please help asap, there are orders in there',
  },
  { minutes: 10, title: 'mailbox full', body: 'says mailbox full cant send', voice: 'bare' },
  {
    minutes: 15,
    type: 'request',
    title: 'Out of office for {colleague}',
    body: '{colleague} is off sick and forgot to set the out of office. Can you put one on until Monday and forward the mails to me?',
  },
  {
    minutes: 20,
    title: 'Calendar of {colleague} shows as busy only',
    body: 'We used to see the details of each other’s appointments. Since the new laptops I can see only "busy" for {colleague} and two others.',
  },
  {
    minutes: 20,
    voice: 'german',
    title: 'Outlook stürzt beim Start ab',
    body: 'Outlook schließt sich bei mir sofort nach dem Öffnen wieder. Den Rechner ({device}) habe ich schon zweimal neu gestartet. Im Browser komme ich an meine Mails.',
  },
  {
    minutes: 60,
    outage: true,
    weight: 0.15,
    title: 'Nobody can send or receive mail',
    body: 'The whole office has had no mail since about half an hour. Outlook says disconnected for everyone, about 40 people. Phones still work. We cannot work like this, please call me at once.',
  },
]);

export const ONBOARDING = textsOf('onboarding', [
  {
    minutes: 90,
    type: 'request',
    weight: 3,
    title: 'New starter on Monday: {colleague}',
    body: 'We have a new starter, {colleague}, on Monday in {site}. Same set up as {person}: mailbox, Teams, the usual shared folders and {app}. There should be a spare laptop in the cupboard.',
  },
  {
    minutes: 45,
    type: 'request',
    weight: 2,
    title: 'Leaver today',
    body: '{colleague} is leaving us today at {when}. Please block the account then, keep the mailbox for 90 days and give me access to it. The laptop {device} will be on my desk.',
  },
  {
    minutes: 30,
    type: 'request',
    title: '{colleague} changes department',
    body: '{colleague} moves from sales to accounts on the first of the month. Please take the sales folders away and give access to accounts and {app}. Job title should change in the address book too.',
  },
  {
    minutes: 60,
    type: 'request',
    title: 'Work experience student',
    body: 'We will have a student for two weeks from Monday. A laptop with internet and Word is all they need, no mail, no shared drives.',
  },
  {
    minutes: 40,
    type: 'request',
    voice: 'german',
    title: 'Neue Mitarbeiterin ab 1. des Monats',
    body: 'zum Monatsanfang fängt {colleague} bei uns an. Bitte Benutzer anlegen wie bei {person}, mit Postfach und Zugriff auf {app}.',
  },
  {
    minutes: 30,
    type: 'request',
    title: 'name change',
    body: 'I got married :) can my mail address and name in teams be changed please, old address should still work',
    voice: 'bare',
  },
]);
