export { catchUp } from './catch-up.ts';
export { tendChannel } from './channel.ts';
export { onDead } from './dead-letters.ts';
export {
  QUEUE_SURFACE,
  TROUBLE_SURFACE,
  followCards,
  surfacesOf,
  ticketSurfaceId,
  wantSurface,
} from './posted-cards.ts';
export { readerOf } from './reader.ts';
export { ownView, watchersOf } from './refresh-users.ts';
export { showTrouble } from './show-trouble.ts';
export { extended, heardFromTeams, teamsIsDown } from './teams-outage.ts';
