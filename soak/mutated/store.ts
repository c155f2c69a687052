import { openSqliteStore as open } from '../../store/sqlite/index.ts';
import { mutateStore } from '../mutants.ts';
import { mutant } from './which.ts';

/** Stands in for store/sqlite/index.ts of engines.ts. */
export const openSqliteStore: typeof open = async (q) => mutateStore(await open(q), mutant());
