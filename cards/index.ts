/** Desk state → Adaptive Card, and hostile card input → typed command. Pure: the time comes with the Reader. */
export type { CardJson, Drawn } from './card.ts';
export { ticketCard } from './ticket-card.ts';
export { offerCard } from './offer-card.ts';
export { dayCard } from './day-card.ts';
export { replanCard } from './replan-card.ts';
export { visitsCard } from './visits-card.ts';
export { visitNumbersCard } from './visit-numbers-card.ts';
export { queueCard } from './queue-card.ts';
export { catchUpCard } from './catch-up-card.ts';
export { troubleCard } from './trouble-card.ts';
export { noticeCard, noticeText } from './notice-card.ts';
export type { NoticeKey, NoticeValues } from './notice-card.ts';
export {
  DIALOGS,
  answerDialog,
  claimOtherDialog,
  declineDialog,
  handOverDialog,
  overrideDialog,
  pauseDialog,
  releaseDialog,
} from './dialogs/index.ts';
export type { Dialog } from './dialogs/index.ts';
export { failureWords, parseCommand, parseDialog, parseDialogSubmit } from './parse/index.ts';
export type { ParseFailure, ParsedCommand, ParsedDialog } from './parse/index.ts';
export { reasonCode } from '../model/reasons.ts';
export type { ReasonCode } from '../model/reasons.ts';
export { wordsFor } from './words/index.ts';
export type { Words } from './words/index.ts';
