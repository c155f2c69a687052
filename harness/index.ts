/**
 * One Callboard over simulated systems: what the demo, the stories of the tests, the benchmarks and the soak are made
 * of. In reading order: the systems (`startHalo`, `startTeams`, `startGraph`), who is in them (`seedTeam`, or the
 * worlds of `sim/world` and `msp/`), then a Callboard over them: in this process (`partsOver`, `visitsOver`) or in
 * another one (`settingsOver`).
 */
export { APP_ID, BOT_SECRET, HALO_LOGIN, HOOK, TENANT_ID } from './access.ts';
export {
  startGraph,
  startHalo,
  startTeams,
  type HaloPlace,
  type Places,
  type SimulatedGraph,
  type SimulatedHalo,
  type SimulatedTeams,
  type TeamsPlace,
} from './simulators.ts';
export { installEverybody } from './install.ts';
export {
  allSkills,
  DISPATCHER,
  mailOf,
  MANAGER,
  seedTeam,
  standardSla,
  technicians,
  type Member,
  type SeededClient,
} from './team.ts';
export { partsOver, type OwnParts } from './parts.ts';
export { visitsOver } from './visits.ts';
export { freePort } from './free-port.ts';
export { settingsOver, type OwnSettings } from './settings.ts';
export { openDesk, virtualTime, type VirtualTime } from './virtual-time.ts';
export { isSettled, ticketsIn } from './settled.ts';
