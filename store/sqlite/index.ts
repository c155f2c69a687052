export { openSqliteArchive } from './archive.ts';
export { compactSqlite } from './compact.ts';
export { openSqliteReader, openSqliteStore } from './open.ts';
export { restoreSqlite } from './restore.ts';
