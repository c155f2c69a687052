import type { ClientMistake } from '../../model/client-page.ts';
import type { VisitKind } from '../../model/visit.ts';

/** Where a sentence needs to know what kind of visit it speaks of. */
type ByKind<T = string> = Readonly<Record<VisitKind, T>>;
/** Who comes, as finished text; the verb must know whether it is one. */
export interface Who {
  readonly names: string;
  readonly several: boolean;
}

/**
 * Every word that clients read, on their page and in mails. Another language is one more file of this shape and its line
 * in languages.ts. Times, lengths and lists of names come in as finished text (times.ts): their grammar is Intl's.
 */
export interface ClientWords {
  /** The language's own name, for the chooser. */
  readonly name: string;
  /** What stands between a name and its value, with the space that some languages want. */
  readonly colon: string;
  /** The heading of the calendar entry. */
  readonly kind: ByKind;
  /** "Ticket 4711". */
  readonly ticket: (number: string) => string;
  /** Stands before the phone number. */
  readonly questionsCall: string;
  /** Around one time of day, where the language wants a word there ("9:00 Uhr"). */
  readonly oneTime: (at: string) => string;
  /** What stands before each fact of an appointment. */
  readonly facts: {
    readonly about: string;
    readonly when: string;
    readonly before: string;
    readonly where: string;
    readonly who: string;
    readonly howLong: string;
  };
  readonly join: string;
  /** Goes into the mail that Microsoft Bookings writes by itself when an appointment is cancelled there. */
  readonly bookings: { readonly cancelled: string; readonly cannotKeep: string };

  readonly mail: {
    readonly hello: (name: string) => string;
    readonly regards: string;
    readonly button: { readonly choose: string; readonly manage: string };
    /** Under the button, for mail programs that break it. */
    readonly orOpen: string;
    readonly offer: { readonly subject: (about: string) => string; readonly text: ByKind };
    readonly chase: { readonly subject: (about: string) => string; readonly text: string };
    readonly slotGone: {
      readonly subject: string;
      readonly byClient: string;
      /** We chose it, perhaps with them on the phone. */
      readonly byCompany: string;
      /** The client wanted to move, and keeps what they had. */
      readonly keeps: string;
      /** We wanted to move it, and they keep what they had. */
      readonly standsSubject: string;
      readonly stands: string;
    };
    readonly newTime: { readonly subject: string; readonly text: string };
    readonly confirmed: { readonly subject: (at: string) => string; readonly text: ByKind };
    readonly moved: { readonly subject: (at: string) => string; readonly byClient: string; readonly byCompany: string };
    readonly cancelled: {
      /** `what`: its time, or what it was about when it had none yet. */
      readonly subject: (what: string) => string;
      readonly byClient: string;
      readonly byCompany: string;
    };
    readonly reminder: { readonly subject: (at: string) => string; readonly text: ByKind };
    readonly late: {
      /** `at`, in the text: when they will be there now. */
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
    /** Over the times that are nearest to one that has gone. */
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
    /** The first line of a list to choose an answer from. */
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
