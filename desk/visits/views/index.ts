export { factsOf } from './client-facts.ts';
export { dayView } from './day.ts';
export { visitNumbersView } from './numbers-view.ts';
export { replanView } from './replan-view.ts';
export { UNCONFIRMED, unconfirmedVisits } from './unconfirmed.ts';
export { visitView } from './visit-view.ts';
export { visitsView } from './visits-view.ts';
