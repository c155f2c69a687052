import type { ClientMistake } from '../../model/client-page.ts';
import type { VisitKind } from '../../model/visit.ts';

/** Where a sentence needs to know what kind of visit it speaks of. */
type ByKind = Readonly<Record<VisitKind, string>>;

/** Every word that clients read, on their page and in mails. Another language is one more file of this shape. */
export interface ClientWords {
  /** The language's own name, for the chooser. */
  readonly name: string;
  readonly kind: ByKind;
  readonly minutes: (n: number) => string;
  /** "Ticket 4711". */
  readonly ticket: (number: string) => string;
  readonly by: (names: string) => string;
  readonly questionsCall: (phone: string) => string;

  readonly mail: {
    readonly hello: (name: string) => string;
    readonly regards: (company: string) => string;
    readonly button: { readonly choose: string; readonly manage: string };
    readonly when: string;
    readonly where: string;
    readonly who: string;
    readonly join: string;
    readonly offer: { readonly subject: (about: string) => string; readonly text: ByKind };
    readonly chase: { readonly subject: (about: string) => string; readonly text: string };
    readonly slotGone: { readonly subject: string; readonly text: string; readonly keeps: string };
    readonly confirmed: { readonly subject: (at: string) => string; readonly text: ByKind };
    readonly moved: { readonly subject: (at: string) => string; readonly text: (from: string) => string };
    readonly cancelled: {
      readonly subject: (at: string) => string;
      readonly byClient: string;
      readonly byCompany: string;
    };
    readonly reminder: { readonly subject: (at: string) => string; readonly text: ByKind };
    readonly late: {
      readonly subject: (minutes: number) => string;
      readonly text: (who: string, minutes: number) => string;
    };
    readonly technician: { readonly subject: string; readonly text: (who: string) => string };
    readonly change: string;
  };

  readonly page: {
    readonly title: ByKind;
    readonly chooseTitle: string;
    readonly chooseText: (minutes: number, who: string) => string;
    readonly currently: (at: string) => string;
    readonly apology: string;
    readonly noTimes: string;
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
    readonly book: string;
    readonly none: string;
    readonly noneText: string;
    readonly noneSend: string;
    readonly mistakes: string;
    readonly mistake: Readonly<Record<ClientMistake['why'], string>>;
    readonly bookingTitle: string;
    readonly bookingText: string;
    readonly refresh: string;
    readonly confirmedTitle: string;
    readonly confirmedText: string;
    readonly toCalendar: string;
    readonly move: string;
    readonly keep: string;
    readonly cancel: string;
    readonly cancelText: string;
    readonly cancelReason: string;
    readonly cancelSend: string;
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
