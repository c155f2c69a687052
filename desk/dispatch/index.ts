// Decides who is offered which ticket, and when.
export { GATHER_MS, createPlanner } from './planner.ts';
export { TICKET_TIMERS } from './timers.ts';
export { canWait, isPaused, isQuiet } from './pause.ts';
export { followCalendars } from './follow-calendars.ts';
export { countExperience } from './experience.ts';
