import { startReplicaSet } from '../test/helpers/mongod.ts';
import { measureUnderLoad } from './under-load/claims.ts';
const set = await startReplicaSet();
if (typeof set === 'string') throw new Error(set);
const r = await measureUnderLoad(set, { claims: Number(process.argv[2] ?? 100), rounds: Number(process.argv[3] ?? 2), profile: process.argv[4] });
for (const s of r.subjects) { console.log(s.copies, s.memory); for (const t of s.turns) for (const [k, { answers, ...x }] of Object.entries(t)) console.log(k, x); }
await set.close();
