export { catchUp } from './catch-up.ts';
export { tendChannel } from './channel.ts';
export { onDead } from './dead-letters.ts';
export { QUEUE_CARD, TROUBLE_CARD, redrawCards, postedCardsOf, ticketCardId, postOrRedraw } from './posted-cards.ts';
export { readerOf } from './reader.ts';
export { refreshUserOf, refreshUsersOf } from './refresh-users.ts';
export { showTrouble } from './show-trouble.ts';
export { extended, heardFromTeams, teamsIsDown } from './teams-outage.ts';
