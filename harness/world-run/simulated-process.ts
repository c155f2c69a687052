/**
 * Preloaded into the product under test (`node --import`). The process then lives in simulated time, which stands still
 * until the driver moves it over Node's channel between parent and child. The product does not notice.
 */
import { underWay, watchHttp } from './http-tally.ts';
import { SEED, START, type AtRest, type Step } from './protocol.ts';
import { quiet, watchCrypto } from './quiet.ts';
import { seedChance } from './seeded-chance.ts';
import { simulateDate } from './simulated-date.ts';
import { simulateTimers } from './simulated-timers.ts';

const start = Number(process.env[START]);
let now = start;
const move = (to: number) => {
  now = Math.max(now, to);
};
const http = watchHttp(() => now, move);
watchCrypto();
simulateDate(() => now);
Object.defineProperties(performance, {
  now: { value: () => now - start },
  timeOrigin: { value: start },
});
const due = simulateTimers(() => now);
seedChance(Number(process.env[SEED]));

async function step({ now: to, before, tally, nothing }: Step): Promise<AtRest> {
  move(to);
  await quiet(http.expects);
  if (underWay(http.tally, tally) === nothing) {
    const spoken = spokenSoFar();
    while ((due.next ?? Infinity) < before && spokenSoFar() === spoken) {
      move(due.next ?? now);
      due.take(now)?.fire();
      await quiet(http.expects);
    }
  }
  const { user, system } = process.cpuUsage();
  const { next } = due;
  return { now, tally: http.tally, cpu: user + system, ...(next === undefined ? {} : { next }) };
}

const spokenSoFar = () => http.tally.requestsSent + http.tally.requestsReceived;

process.on('message', (message: Step) => {
  void step(message).then((atRest) => process.send?.(atRest));
});
// The driver has ended, so nobody moves time any more.
process.on('disconnect', () => process.exit(1));
