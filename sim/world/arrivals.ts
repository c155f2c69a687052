import { compose } from './compose.ts';
import { randomOf } from './random.ts';
import { busyness, meanOfHour } from './rate.ts';
import { TEXTS } from './texts/index.ts';
import type { Arrival, World } from './world.ts';

const HOUR = 3_600_000;

/** The part of a world that arrivals depend on; its history is not needed. */
export type ArrivalSource = Pick<World, 'seed' | 'clients' | 'timeZone'>;

/**
 * The tickets that arrive in `[from, to)`, oldest first. Each hour uses its own random stream, so that a day split into
 * parts yields the same tickets as the whole day. `rush` multiplies the ordinary number of tickets.
 */
export function arrivals(world: ArrivalSource, from: number, to: number, rush = 1): readonly Arrival[] {
  const found: Arrival[] = [];
  for (let hour = Math.floor(from / HOUR); hour * HOUR < to; hour += 1)
    found.push(...arrivalsOfHour(world, hour, rush));
  return found.filter(({ at }) => from <= at && at < to);
}

function arrivalsOfHour(world: ArrivalSource, hour: number, rush: number): readonly Arrival[] {
  const random = randomOf(world.seed, 'arrivals', hour);
  const start = hour * HOUR;
  const count = random.poisson(rush * meanOfHour(world.seed, start, world.timeZone));
  const instants = Array.from({ length: count }, () => start + random.below(HOUR)).sort((a, b) => a - b);
  return instants.map((at, n) => arrivalAt(world, at, `a${hour}-${n}`));
}

function arrivalAt(world: ArrivalSource, at: number, key: string): Arrival {
  const random = randomOf(world.seed, 'ticket', key);
  const busy = new Map<string, number>();
  const client = random.pickWeighted(world.clients, ({ weight, sites }) => {
    const zone = sites[0]?.timeZone ?? world.timeZone;
    const known = busy.get(zone) ?? busyness(at, zone);
    busy.set(zone, known);
    return weight * known;
  });
  const fits = (voice: string) => voice !== 'german' || client.domain.startsWith('vogel') || random.chance(0.1);
  let template = random.pickWeighted(TEXTS, (text) => text.share);
  while (!fits(template.voice)) template = random.pickWeighted(TEXTS, (text) => text.share);
  const contact = template.voice === 'machine' ? undefined : random.pick(client.contacts);
  return {
    key,
    at,
    client,
    channel: template.voice === 'machine' ? 'monitoring' : template.voice === 'bare' ? 'portal' : 'mail',
    ...compose(random, template, client, contact),
    ...(contact === undefined ? {} : { contact }),
    truth: {
      category: template.category,
      type: template.type,
      minutes: Math.max(3, Math.round(random.around(template.minutes, 0.5))),
      outage: template.outage === true,
    },
  };
}
