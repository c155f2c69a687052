import type { ClientLanguage, VisitKind } from './visit.ts';

/** What the client's page is drawn from. Text marked "untrusted" comes from clients or the PSA. Instants in ms. */
export interface ClientPageCommon {
  readonly language: ClientLanguage;
  /** The zone the times are shown in, IANA. */
  readonly timeZone: string;
  /** The MSP, as its clients know it. */
  readonly company: string;
  /** Stands on every page. */
  readonly phone: string;
  readonly now: number;
}

/** What the visit is about, for somebody who opens the link on a phone. */
export interface ClientVisitFacts {
  /** Untrusted. */
  readonly about: string;
  readonly ticketNumber: string;
  readonly kind: VisitKind;
  readonly minutes: number;
  /** Untrusted. */
  readonly place?: string;
  /** Who comes. */
  readonly technicians: readonly string[];
}

export interface ClientSlot {
  readonly start: number;
  readonly end: number;
  /** Goes into the form and comes back; signed, so that no other time can be sent. */
  readonly value: string;
}

export interface ClientQuestion {
  readonly id: string;
  /** The MSP's own words. */
  readonly text: string;
  readonly required: boolean;
  /** Empty: free text. */
  readonly options: readonly string[];
}

/** What was wrong with what was sent; the words are the page's. */
export interface ClientMistake {
  readonly field: string;
  readonly why: 'required' | 'too-long' | 'not-an-address' | 'choose-one' | 'too-many';
}

export type ClientPage = ClientPageCommon &
  (
    | {
        readonly is: 'choose';
        readonly facts: ClientVisitFacts;
        readonly slots: readonly ClientSlot[];
        /** The time they chose was taken meanwhile. */
        readonly apology: boolean;
        /** The start of that time: what is near it is shown first. */
        readonly wanted?: number;
        /** They have a time and look for another one. */
        readonly current?: { readonly start: number; readonly end: number };
        readonly questions: readonly ClientQuestion[];
        /** What they chose and typed before a mistake, by the fields of ClientMistake. Untrusted. */
        readonly typed: Readonly<Record<string, string>>;
        readonly mistakes: readonly ClientMistake[];
      }
    /** Reserved for them; the booking is being made. The page looks again by itself. */
    | { readonly is: 'booking'; readonly facts: ClientVisitFacts; readonly start: number; readonly end: number }
    | {
        readonly is: 'confirmed';
        readonly facts: ClientVisitFacts;
        readonly start: number;
        readonly end: number;
        /** Whether it can still be moved or cancelled here; later they must call. */
        readonly changeable: boolean;
        readonly changeableUntil: number;
        readonly joinUrl?: string;
        readonly moved: boolean;
        readonly mistakes: readonly ClientMistake[];
      }
    /** No time suited; a person will look at their wishes. */
    | { readonly is: 'wishes'; readonly facts: ClientVisitFacts }
    | { readonly is: 'cancelled'; readonly facts: ClientVisitFacts }
    | { readonly is: 'over'; readonly facts: ClientVisitFacts }
    /** A link that is no link of ours, too old, or replaced by a newer one. Says nothing about any ticket. */
    | { readonly is: 'no-link'; readonly why: 'invalid' | 'expired' | 'replaced' }
    /** We cannot say now (our database changes its leader, calendars are silent): try again, or call. */
    | { readonly is: 'try-again' }
  );

/** Longest texts a client can send, in characters: the fields stop there, and the desk refuses or cuts what is longer. */
export const CLIENT_LIMITS = {
  note: 1_000,
  phone: 40,
  guests: 1_300,
  answer: 500,
  reason: 500,
  wishes: 1_000,
} as const;

/** What a client sends from the page. Hostile until parsed: web/ hands over strings, the desk decides. */
export interface ClientChoice {
  readonly slot: string;
  readonly answers: Readonly<Record<string, string>>;
  /** Mail addresses, as typed, separated by commas or lines. */
  readonly guests: string;
  readonly phone: string;
  readonly note: string;
}

/**
 * The client's page as the desk serves it. `token` is the link's last part. Each call answers with the page to show; none
 * throws for bad input. `timeZone` is what the browser says or the client chose; an unknown one is ignored.
 */
export interface ClientPages {
  open(token: string, reader: ClientReader): Promise<ClientPage>;
  /** The page on which a confirmed visit gets another time. */
  another(token: string, reader: ClientReader): Promise<ClientPage>;
  choose(token: string, choice: ClientChoice, reader: ClientReader): Promise<ClientPage>;
  noneSuits(token: string, wishes: string, reader: ClientReader): Promise<ClientPage>;
  cancel(token: string, reason: string, reader: ClientReader): Promise<ClientPage>;
  /** The .ics file of a confirmed visit. */
  calendarFile(token: string): Promise<{ readonly name: string; readonly content: string } | undefined>;
}

export interface ClientReader {
  readonly timeZone?: string;
  /** From the link, the client's choice, or Accept-Language; an unknown one is ignored. */
  readonly language?: string;
}

/** What is written to clients. One table of words for each language (desk/client-messages/). */
export const CLIENT_MESSAGES = [
  'visit-offer',
  'visit-chase',
  'visit-slot-gone',
  'visit-new-time',
  'visit-confirmed',
  'visit-moved',
  'visit-cancelled',
  'visit-reminder',
  'visit-late',
  'visit-technician',
] as const;
export type ClientMessageKind = (typeof CLIENT_MESSAGES)[number];

/** One message to one client, before it has words. */
export interface ClientMessageView extends ClientPageCommon {
  readonly message: ClientMessageKind;
  readonly facts: ClientVisitFacts;
  /** Untrusted. */
  readonly contactName: string;
  /** The page of this visit. Only ever in mails and client-visible notes. */
  readonly link?: string;
  readonly start?: number;
  readonly end?: number;
  /** The time it had before. */
  readonly oldStart?: number;
  readonly lateMinutes?: number;
  readonly joinUrl?: string;
  /** Who cancelled or moved it. */
  readonly by?: 'client' | 'company';
  /** UID of the calendar file, and how often the visit moved (its SEQUENCE): calendars then replace the old entry. */
  readonly calendarKey: string;
  readonly sequence: number;
}
