/** Real MongoDB on this machine: a database for a test file, or a whole replica set to mistreat. */
export { saySkipped, testDatabase, type TestDatabase } from './test-database.ts';
export { startReplicaSet, type ReplicaSet } from './replica-set.ts';
