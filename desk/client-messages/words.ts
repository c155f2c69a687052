import type { ClientMistake } from '../../model/client-page.ts';
import type { VisitKind } from '../../model/visit.ts';

/** The kind of visit, where a sentence depends on it. */
type ByKind<T = string> = Readonly<Record<VisitKind, T>>;
/** The names of those who come, as finished text; the verb depends on whether there is one. */
export interface Who {
  readonly names: string;
  readonly several: boolean;
}

/**
 * Every word that clients read, on their page and in mails. Another language is another file of this shape and a line
 * in languages.ts. Times, lengths and lists of names are passed in as finished text (times.ts); Intl knows their
 * grammar.
 */
export interface ClientWords {
  /** The language's own name, for the chooser. */
  readonly name: string;
  /** The separator between a name and its value, with the space that some languages need. */
  readonly colon: string;
  /** The heading of the calendar entry. */
  readonly kind: ByKind;
  /** "Ticket 4711". */
  readonly ticket: (number: string) => string;
  /** Before the phone number. */
  readonly questionsCall: string;
  /** Around a single time, where the language needs a word there ("9:00 Uhr"). */
  readonly oneTime: (at: string) => string;
  /** The labels of an appointment's facts. */
  readonly facts: {
    readonly about: string;
    readonly when: string;
    readonly before: string;
    readonly where: string;
    readonly who: string;
    readonly howLong: string;
  };
  readonly join: string;
  /** Included in the mail that Microsoft Bookings itself sends when an appointment is cancelled there. */
  readonly bookings: { readonly cancelled: string; readonly cannotKeep: string };

  readonly mail: {
    readonly hello: (name: string) => string;
    readonly regards: string;
    readonly button: { readonly choose: string; readonly manage: string };
    /** Below the button, for mail programs that break it. */
    readonly orOpen: string;
    readonly offer: { readonly subject: (about: string) => string; readonly text: ByKind };
    readonly chase: { readonly subject: (about: string) => string; readonly text: string };
    readonly slotGone: {
      readonly subject: string;
      readonly byClient: string;
      /** The MSP chose the time, perhaps with the client on the phone. */
      readonly byCompany: string;
      /** The client wanted to move, and keeps the old time. */
      readonly keeps: string;
      /** The MSP wanted to move it, and the client keeps the old time. */
      readonly standsSubject: string;
      readonly stands: string;
    };
    readonly newTime: { readonly subject: string; readonly text: string };
    readonly confirmed: { readonly subject: (at: string) => string; readonly text: ByKind };
    readonly moved: { readonly subject: (at: string) => string; readonly byClient: string; readonly byCompany: string };
    readonly cancelled: {
      /** `what`: its time, or its subject when it had no time yet. */
      readonly subject: (what: string) => string;
      readonly byClient: string;
      readonly byCompany: string;
    };
    readonly reminder: { readonly subject: (at: string) => string; readonly text: ByKind };
    readonly late: {
      /** `at`, in the text: the new time of arrival. */
      readonly subject: (length: string) => string;
      readonly text: ByKind<(who: Who, at: string, length: string) => string>;
    };
    readonly technician: { readonly subject: ByKind<(who: Who) => string>; readonly text: string };
  };

  readonly page: {
    readonly title: ByKind;
    readonly chooseTitle: string;
    readonly anotherTitle: string;
    readonly chooseText: (length: string, who: string) => string;
    readonly currently: (at: string) => string;
    readonly apology: string;
    /** Heading above the times nearest to one that is gone. */
    readonly nearest: string;
    readonly noTimes: string;
    readonly morning: string;
    readonly afternoon: string;
    readonly evening: string;
    readonly otherDays: string;
    readonly timesIn: (zone: string) => string;
    readonly changeZone: string;
    readonly language: string;
    readonly show: string;
    readonly more: string;
    readonly phone: string;
    readonly note: string;
    readonly guests: string;
    readonly guestsHint: string;
    readonly optional: string;
    /** The first line of a list of answers. */
    readonly pick: string;
    readonly book: string;
    readonly none: string;
    readonly noneText: string;
    readonly noneLabel: string;
    readonly noneSend: string;
    readonly noNeed: string;
    readonly noNeedText: string;
    readonly noNeedSend: string;
    readonly mistakes: string;
    readonly mistake: Readonly<Record<ClientMistake['why'], string>>;
    readonly bookingTitle: string;
    readonly bookingText: string;
    readonly refresh: string;
    readonly confirmedTitle: string;
    readonly movedTitle: string;
    readonly confirmedText: string;
    readonly toCalendar: string;
    readonly move: string;
    readonly keep: string;
    readonly cancel: string;
    readonly cancelText: string;
    readonly cancelReason: string;
    readonly cancelSend: string;
    readonly changeUntil: (until: string) => string;
    readonly tooLate: (until: string) => string;
    readonly wishesTitle: string;
    readonly wishesText: string;
    readonly cancelledTitle: string;
    readonly cancelledText: string;
    readonly overTitle: string;
    readonly overText: string;
    readonly noLinkTitle: string;
    readonly noLink: Readonly<Record<'invalid' | 'expired' | 'replaced', string>>;
    readonly tryTitle: string;
    readonly tryText: string;
    readonly again: string;
  };
}
