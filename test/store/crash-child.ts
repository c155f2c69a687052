import { writeSync } from 'node:fs';
import { silentLog as log } from '../../model/log.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { emit, insertTimer, timer } from './samples.ts';

/**
 * The process that crash.test.ts kills: commits pairs of a state and its effect, and carries effects out together with
 * a state that says so, for ever. Says each thing on stdout when, and not before, the store has said that it is kept.
 */
const [path = '', life = ''] = process.argv.slice(2);
const say = (line: string) => writeSync(1, `${line}\n`);
const store = await openSqliteStore({ path, log });
say('open');
for (let n = 0; ; n += 1) {
  const id = `${life}-${n}`;
  await store.commit([insertTimer(id, n), emit(id, { lane: id })]);
  say(`pair ${id}`);
  if (n % 3 === 0) continue;
  const [claim] = await store.claimEffects({ owner: life, now: n, leaseMs: 1, limit: 1 });
  if (!claim) continue;
  await store.beginEffect(claim, { now: n, deadline: n, leaseUntil: n });
  const learnt = { op: 'insert', c: 'timers', id: `did ${claim.effect.id}`, data: timer(n) } as const;
  await store.settleEffect(claim, { as: 'done' }, n, [learnt]);
  say(`did ${claim.effect.id}`);
}
