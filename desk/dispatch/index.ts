export { countExperience } from './experience.ts';
export { followCalendars } from './follow-calendars.ts';
export { canWait, isPaused, isQuiet } from './pause.ts';
export { GATHER_MS, createPlanner } from './planner.ts';
export { TICKET_TIMERS } from './timers.ts';
