export { openMongoArchive } from './archive.ts';
export { databaseClock, type DatabaseClock } from './database-clock.ts';
export { openMongoStore } from './open.ts';
export type { MongoStore } from './store.ts';
