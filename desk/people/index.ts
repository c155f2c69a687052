export { type Availability, createAvailability } from './availability.ts';
export { clientOf } from './clients.ts';
export { coordinatorsOf, decidersOf } from './coordinators.ts';
export {
  agentIdOfPerson,
  agentPersonId,
  everybody,
  namesOf,
  personIdOfAgent,
  personOf,
  remember,
} from './directory.ts';
export { type PersonSetting, joinDirectory } from './join-directory.ts';
export { leads, may } from './permissions.ts';
export { type RoleGroups, readRoleGroups } from './role-groups.ts';
export { isReachable, isTechnician, namedTechnicians, takesWork, techniciansWhoTakeWork } from './technicians.ts';
