// What Callboard shows in Teams: posted cards, the channel, and notices about outages and dead letters.

// Posted cards
export { redrawCards, postOrRedraw, postedCardsOf, ticketCardId, QUEUE_CARD, TROUBLE_CARD } from './posted-cards.ts';
export { readerOf } from './reader.ts';
export { refreshUserOf, refreshUsersOf } from './refresh-users.ts';
export { tendChannel } from './channel.ts';

// Outages and failures
export { onDead } from './dead-letters.ts';
export { showTrouble } from './show-trouble.ts';
export { catchUp } from './catch-up.ts';
export { extended, heardFromTeams, teamsIsDown } from './teams-outage.ts';
