import type { ClientLanguage, VisitKind } from './visit.ts';

/** What the client's page is drawn from. Text marked "untrusted" comes from clients or the PSA. Times in ms. */
export interface ClientPageCommon {
  readonly language: ClientLanguage;
  /** The zone the times are shown in, IANA. */
  readonly timeZone: string;
  /** The MSP's name as its clients know it. */
  readonly company: string;
  /** Shown on every page. */
  readonly phone: string;
  readonly now: number;
}

/** What the visit is about, for a client who opens the link on a phone. */
export interface ClientVisitFacts {
  /** Untrusted. */
  readonly about: string;
  readonly ticketNumber: string;
  readonly kind: VisitKind;
  readonly minutes: number;
  /** Untrusted. */
  readonly place?: string;
  /** The technicians who come. */
  readonly technicians: readonly string[];
}

export interface ClientSlot {
  readonly start: number;
  readonly end: number;
  /** Included in the form and sent back; signed, so that no other time can be submitted. */
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

/** What was wrong with the submitted form; the page has the words. */
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
        /** The chosen time was taken in the meantime. */
        readonly apology: boolean;
        /** The start of that time: times near it are shown first. */
        readonly wanted?: number;
        /** The client has a confirmed time and looks for another. */
        readonly current?: { readonly start: number; readonly end: number };
        readonly questions: readonly ClientQuestion[];
        /** What the client chose and typed before a mistake, by the fields of ClientMistake. Untrusted. */
        readonly typed: Readonly<Record<string, string>>;
        readonly mistakes: readonly ClientMistake[];
      }
    /** The time is reserved and the booking is being made. The page reloads by itself. */
    | { readonly is: 'booking'; readonly facts: ClientVisitFacts; readonly start: number; readonly end: number }
    | {
        readonly is: 'confirmed';
        readonly facts: ClientVisitFacts;
        readonly start: number;
        readonly end: number;
        /** Whether the visit can still be moved or cancelled here; later the client must call. */
        readonly changeable: boolean;
        readonly changeableUntil: number;
        readonly joinUrl?: string;
        readonly moved: boolean;
        readonly mistakes: readonly ClientMistake[];
      }
    /** No time suited; a person will look at the client's wishes. */
    | { readonly is: 'wishes'; readonly facts: ClientVisitFacts }
    | { readonly is: 'cancelled'; readonly facts: ClientVisitFacts }
    | { readonly is: 'over'; readonly facts: ClientVisitFacts }
    /** An invalid, expired or replaced link. Says nothing about any ticket. */
    | { readonly is: 'no-link'; readonly why: 'invalid' | 'expired' | 'replaced' }
    /** No answer is possible now (a database failover, calendars that do not answer): try again, or call. */
    | { readonly is: 'try-again' }
  );

/**
 * The longest texts a client can send, in characters. The fields stop there, and the desk refuses or cuts longer texts.
 */
export const CLIENT_LIMITS = {
  note: 1_000,
  phone: 40,
  guests: 1_300,
  answer: 500,
  reason: 500,
  wishes: 1_000,
} as const;

/** What a client sends from the page. Hostile until parsed: web/ passes strings on, and the desk decides. */
export interface ClientChoice {
  readonly slot: string;
  readonly answers: Readonly<Record<string, string>>;
  /** Mail addresses, as typed, separated by commas or lines. */
  readonly guests: string;
  readonly phone: string;
  readonly note: string;
}

/**
 * The client's page as the desk serves it. `token` is the last part of the link. Each call returns the page to show and
 * none throws for bad input. `timeZone` is the browser's or the client's choice; an unknown zone is ignored.
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
  /** From the link, the client's choice, or Accept-Language; an unknown language is ignored. */
  readonly language?: string;
}

/** The kinds of messages to clients. Each language has one table of words (desk/client-messages/). */
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

/** One message to one client, before it is put into words. */
export interface ClientMessageView extends ClientPageCommon {
  readonly message: ClientMessageKind;
  readonly facts: ClientVisitFacts;
  /** Untrusted. */
  readonly contactName: string;
  /** The page of this visit. It appears only in mails and client-visible notes. */
  readonly link?: string;
  readonly start?: number;
  readonly end?: number;
  /** The previous time of the visit. */
  readonly oldStart?: number;
  readonly lateMinutes?: number;
  readonly joinUrl?: string;
  /** Who cancelled or moved it. */
  readonly by?: 'client' | 'company';
  /** UID of the calendar file, and how often the visit moved (its SEQUENCE): calendars then replace the old entry. */
  readonly calendarKey: string;
  readonly sequence: number;
}
