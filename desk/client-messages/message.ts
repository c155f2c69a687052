import type { ClientMessageView } from '../../model/client-page.ts';
import { wordsIn } from './languages.ts';
import { clientTimes, type ClientTimes } from './times.ts';
import { firstName, oneLine, SHOWN } from './untrusted.ts';
import type { ClientWords, Who } from './words.ts';

/** The content of one message before it becomes a mail: plain text, one line each, not yet escaped. */
export interface ClientMessage {
  readonly subject: string;
  readonly hello: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly { readonly name: string; readonly value: string; readonly note?: string }[];
  readonly button?: { readonly text: string; readonly link: string };
  /** The address of a remote session; `https:` only. */
  readonly join?: { readonly text: string; readonly link: string };
  /** What the calendar file does in the reader's calendar. */
  readonly calendar?: 'publish' | 'cancel';
}

const MINUTE = 60_000;

/**
 * Chooses the words of a message: what happened, what stays, what the client can do. It blames nobody and does not
 * press.
 */
export function messageOf(view: ClientMessageView): ClientMessage {
  const words = wordsIn(view.language);
  const times = clientTimes(view.language, view.timeZone, view.now);
  const said = sayingOf(view, words, times);
  const link = linkOf(view);
  const stands = view.start !== undefined && view.message !== 'visit-cancelled';
  return {
    ...said,
    hello: words.mail.hello(nameOf(view.contactName)),
    facts: factsIn(view, words, times),
    ...(link === undefined
      ? {}
      : { button: { text: stands ? words.mail.button.manage : words.mail.button.choose, link } }),
    ...(stands && view.joinUrl !== undefined && isHttps(view.joinUrl)
      ? { join: { text: words.join, link: view.joinUrl } }
      : {}),
  };
}

type Saying = Pick<ClientMessage, 'subject' | 'paragraphs' | 'calendar'>;

function sayingOf(view: ClientMessageView, { mail }: ClientWords, times: ClientTimes): Saying {
  const { kind } = view.facts;
  const about = oneLine(view.facts.about, SHOWN.subject);
  const at = view.start === undefined ? about : times.at(view.start);
  switch (view.message) {
    case 'visit-offer':
      return { subject: mail.offer.subject(about), paragraphs: [mail.offer.text[kind]] };
    case 'visit-chase':
      return { subject: mail.chase.subject(about), paragraphs: [mail.chase.text] };
    case 'visit-slot-gone': {
      const { subject, byClient, byCompany, keeps, standsSubject, stands } = mail.slotGone;
      if (view.by === 'company') {
        return view.start === undefined
          ? { subject, paragraphs: [byCompany] }
          : { subject: standsSubject, paragraphs: [stands] };
      }
      return { subject, paragraphs: view.start === undefined ? [byClient] : [byClient, keeps] };
    }
    case 'visit-new-time':
      return { subject: mail.newTime.subject, paragraphs: [mail.newTime.text] };
    case 'visit-confirmed':
      return { subject: mail.confirmed.subject(at), paragraphs: [mail.confirmed.text[kind]], calendar: 'publish' };
    case 'visit-moved': {
      const text = view.by === 'client' ? mail.moved.byClient : mail.moved.byCompany;
      return { subject: mail.moved.subject(at), paragraphs: [text], calendar: 'publish' };
    }
    case 'visit-cancelled': {
      const text = view.by === 'client' ? mail.cancelled.byClient : mail.cancelled.byCompany;
      const known = view.start === undefined ? {} : ({ calendar: 'cancel' } as const);
      return { subject: mail.cancelled.subject(at), paragraphs: [text], ...known };
    }
    case 'visit-reminder':
      return { subject: mail.reminder.subject(at), paragraphs: [mail.reminder.text[kind]] };
    case 'visit-late': {
      const late = view.lateMinutes ?? 0;
      const there = times.hour((view.start ?? view.now) + late * MINUTE);
      const length = times.length(late);
      return {
        subject: mail.late.subject(length),
        paragraphs: [mail.late.text[kind](whoOf(view, times), there, length)],
      };
    }
    case 'visit-technician': {
      const subject = mail.technician.subject[kind](whoOf(view, times));
      return { subject, paragraphs: [mail.technician.text], calendar: 'publish' };
    }
  }
}

function factsIn(view: ClientMessageView, { facts, ticket }: ClientWords, times: ClientTimes): ClientMessage['facts'] {
  const { about, ticketNumber, place, technicians, minutes } = view.facts;
  const { start, end, oldStart } = view;
  const row = (name: string, value: string, note?: string) => [
    { name, value, ...(note === undefined ? {} : { note }) },
  ];
  return [
    ...(start === undefined ? [] : row(facts.when, times.range(start, end ?? start), times.zone)),
    ...(oldStart === undefined || oldStart === start ? [] : row(facts.before, times.at(oldStart))),
    ...(place === undefined ? [] : row(facts.where, oneLine(place, SHOWN.line))),
    ...(technicians.length === 0 ? [] : row(facts.who, times.names(technicians.map(firstName)))),
    ...(start === undefined ? row(facts.howLong, times.length(minutes)) : []),
    ...row(facts.about, oneLine(about, SHOWN.line), ticket(oneLine(ticketNumber, SHOWN.name))),
  ];
}

function whoOf({ facts, company }: ClientMessageView, times: ClientTimes): Who {
  const names = facts.technicians.map(firstName);
  return { names: names.length === 0 ? company : times.names(names), several: names.length > 1 };
}

/** A contact whose name is or contains an address is greeted without it. */
function nameOf(contactName: string): string {
  const name = oneLine(contactName, SHOWN.name);
  return /[@/…]|\.\w{2}/.test(name) ? '' : name;
}

/**
 * Once the client has booked, the page opens in the language of the booking; before, the browser's language is the
 * better guess.
 */
function linkOf({ link, message, language }: ClientMessageView): string | undefined {
  if (link === undefined || !/^https?:\/\//.test(link)) return undefined;
  const unbooked = message === 'visit-offer' || message === 'visit-chase' || message === 'visit-slot-gone';
  return unbooked ? link : `${link}?lang=${language}`;
}

function isHttps(address: string): boolean {
  return URL.parse(address)?.protocol === 'https:';
}
