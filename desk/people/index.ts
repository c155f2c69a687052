// Who works at the desk: the directory, roles and permissions, availability, and clients.

// The directory
export {
  everybody,
  namesOf,
  personOf,
  remember,
  personIdOfAgent,
  agentIdOfPerson,
  agentPersonId,
} from './directory.ts';
export { type PersonSetting, joinDirectory } from './join-directory.ts';

// Roles and permissions
export { leads, may } from './permissions.ts';
export { isReachable, isTechnician, namedTechnicians, takesWork, techniciansWhoTakeWork } from './technicians.ts';
export { coordinatorsOf, decidersOf } from './coordinators.ts';
export { type RoleGroups, readRoleGroups } from './role-groups.ts';

// Working hours
export { type Availability, createAvailability } from './availability.ts';

// Clients
export { clientOf } from './clients.ts';
