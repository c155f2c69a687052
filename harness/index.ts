/**
 * One Callboard over simulated systems: what the demo, the stories of the tests, the benchmarks and the soak are made
 * of. In reading order: the systems (`startHalo`, `startTeams`, `startGraph`), who is in them (`seedTeam`, or the
 * worlds of `sim/world` and `msp/`), then a Callboard over them: in this process (`partsOver`, `visitsOver`) or in
 * another one (`settingsOver`).
 */
export { APP_ID, HOOK, TENANT_ID } from './access.ts';
export { startGraph, startHalo, startTeams, type HaloPlace, type Places, type TeamsPlace } from './simulators.ts';
export { installEverybody } from './install.ts';
export { allSkills, DISPATCHER, mailOf, MANAGER, seedTeam, technicians, type SeededClient } from './team.ts';
export { partsOver } from './parts.ts';
export { visitsOver } from './visits.ts';
export { freePort } from './free-port.ts';
export { settingsOver } from './settings.ts';
export { openDesk, virtualTime } from './virtual-time.ts';
export { isSettled, ticketsIn } from './settled.ts';
