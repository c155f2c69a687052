export { openSqliteArchive } from './archive.ts';
export { openSqliteReader, openSqliteStore } from './open.ts';
export { restoreSqlite } from './restore.ts';
