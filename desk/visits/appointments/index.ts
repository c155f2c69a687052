export { appointmentOf, bareId, idIn, portOf, serviceFor, staffFor } from './appointments.ts';
export { stillFree } from './still-free.ts';
export { forgetUnmatched, isAsRead, unmatchedWrite } from './unmatched-appointments.ts';
export { mailsOf } from './visit-people.ts';
export { whoComes } from './who-comes.ts';
export { wordsForClient } from './client-language.ts';
