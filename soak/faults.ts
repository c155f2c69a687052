import type { Random } from '../sim/world/random.ts';
import type { Fault as HaloFault } from '../sim/psa/halopsa/index.ts';
import type { Fault as TeamsFault } from '../sim/teams/index.ts';
import type { SoakWorld } from './world.ts';

/** A write may land this long after its caller was let down, ms: what the product is built for. */
const LATEST_MS = 5_000;

/** Lets the outside world fail in every way it can, now here, now there. Gives how often it set something up. */
export function faults(world: SoakWorld, random: Random, everyMs: number, signal: AbortSignal) {
  const kinds = new Map<string, number>();
  const count = (kind: string) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const over = () => signal.aborted;
  const done = (async () => {
    while (!over()) {
      await world.clock.sleep(random.below(2 * everyMs), signal);
      if (over()) break;
      if (random.chance(0.5)) {
        const [name, fault] = haloFault(random);
        count(`halo ${name}`);
        world.halo.faults.add(fault);
      } else {
        const [name, fault] = teamsFault(random);
        count(`teams ${name}`);
        const edits = random.chance(0.4);
        world.teams.faults.add(fault, { method: edits ? 'PUT' : 'POST' });
      }
    }
    world.halo.faults.clear();
    world.teams.faults.clear();
  })();
  return { kinds, done };
}

function haloFault(random: Random): [string, HaloFault] {
  const write = { method: 'POST', path: random.pick(['/Tickets', '/Actions']) } as const;
  const applies = random.pick([0, 'never', 1 + random.below(LATEST_MS)] as const);
  const when = applies === 0 ? 'applied' : applies === 'never' ? 'lost' : 'applied late';
  return random
    .pickWeighted<[string, HaloFault, number]>(
      [
        [`5xx, ${when}`, { ...write, applies, then: { status: random.pick([500, 502, 503]) } }, 5],
        [`drop, ${when}`, { ...write, applies, then: 'drop' }, 5],
        [`hang, ${when}`, { ...write, applies, then: 'hang' }, 3],
        ['slow', { ...write, applies: random.below(4_000), then: 'answer' }, 3],
        ['429', { ...write, applies: 'never', then: { status: 429 } }, 1],
        ['read fails', { method: 'GET', applies: 'never', then: { status: 500 } }, 2],
        ['read dropped', { method: 'GET', applies: 'never', then: 'drop' }, 1],
      ],
      ([, , weight]) => weight,
    )
    .slice(0, 2) as [string, HaloFault];
}

function teamsFault(random: Random): [string, TeamsFault] {
  const stored = random.chance(0.6);
  const when = stored ? 'stored' : 'lost';
  return random
    .pickWeighted<[string, TeamsFault, number]>(
      [
        ['429', { kind: 'throttle', ...(random.chance(0.5) ? { retryAfterS: 1 + random.below(3) } : {}) }, 2],
        ['412', { kind: 'precondition' }, 2],
        [`5xx, ${when}`, { kind: 'error', status: random.pick([500, 502, 503, 504]), stored }, 5],
        [`hang, ${when}`, { kind: 'hang', stored }, 3],
        ['late', { kind: 'late', afterMs: random.below(LATEST_MS) }, 5],
      ],
      ([, , weight]) => weight,
    )
    .slice(0, 2) as [string, TeamsFault];
}
