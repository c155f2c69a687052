import { openMongoStore as open } from '../../store/mongo/index.ts';
import { mutateStore } from '../mutants.ts';
import { mutant } from './which.ts';

export { databaseClock } from '../../store/mongo/index.ts';

/** Stands in for store/mongo/index.ts of engines.ts. */
export const openMongoStore: typeof open = async (q) => mutateStore(await open(q), mutant());
