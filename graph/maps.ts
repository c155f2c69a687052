import { z } from 'zod';
import type { TravelPort } from '../desk/ports/travel.ts';
import type { Clock } from '../model/clock.ts';
import { PUBLIC_CLOUD } from '../model/cloud.ts';
import { withDeadline } from '../model/deadline.ts';
import { OutsideError } from '../model/errors.ts';
import type { Log } from '../model/log.ts';
import type { TokenCache } from '../model/token-cache.ts';
import type { Point } from '../model/visit.ts';
import { AnswerTooLarge, readText } from './body.ts';
import { parseJson } from './failure.ts';
import { retryAfterMs } from './retry-after.ts';
import { createTravelCache } from './travel-cache.ts';
import { lenient } from './wire.ts';

const ANSWER_WITHIN_MS = 10_000;
/** Ten by ten cells (docs/platform/graph.md, “Azure Maps answers a hundred cells whatever the options”). */
const SIDE = 10;

/** The Azure Maps account's key, or our own identity together with the account's client id. */
export type MapsCredential =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'entra'; readonly accountId: string; readonly tokens: TokenCache };

const cell = z.object({
  originIndex: z.number().int(),
  destinationIndex: z.number().int(),
  statusCode: lenient(z.number()),
  durationInSeconds: lenient(z.number().nonnegative()),
  durationTrafficInSeconds: lenient(z.number().nonnegative()),
});
const matrixAnswer = z.object({ properties: z.object({ matrix: z.array(cell) }) });

/**
 * Driving times from Azure Maps, route matrix 2025-01-01
 * (https://learn.microsoft.com/rest/api/maps/route/post-route-matrix), with the usual traffic for that hour. Each pair
 * of places is requested once per hour of the week. Throws TRAVEL_REFUSED, TRAVEL_UNREACHABLE; the caller then
 * estimates travel.
 */
export function createMaps(o: {
  readonly credential: MapsCredential;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Log;
  readonly url?: string;
}): TravelPort {
  const cache = createTravelCache();

  async function headers(): Promise<Record<string, string>> {
    const { credential } = o;
    if (credential.kind === 'key') return { 'subscription-key': credential.key };
    return {
      authorization: `Bearer ${await credential.tokens.get()}`,
      'x-ms-client-id': credential.accountId,
    };
  }

  async function ask(origins: readonly Point[], destinations: readonly Point[], departAt: number): Promise<void> {
    const features = (['origins', 'destinations'] as const).map((pointType) => ({
      type: 'Feature',
      geometry: {
        type: 'MultiPoint',
        coordinates: (pointType === 'origins' ? origins : destinations).map(({ lat, lon }) => [lon, lat]),
      },
      properties: { pointType },
    }));
    const body = {
      type: 'FeatureCollection',
      features,
      travelMode: 'driving',
      traffic: 'historical',
      optimizeRoute: 'fastest',
      // Azure Maps refuses a departure in the past.
      ...(departAt > o.clock.now() ? { departAt: new Date(departAt).toISOString() } : {}),
    };
    const text = await post(body);
    const parsed = matrixAnswer.safeParse(parseJson(text));
    if (!parsed.success) throw unreachable('unreadable answer');
    for (const { originIndex, destinationIndex, ...found } of parsed.data.properties.matrix) {
      const [from, to] = [origins[originIndex], destinations[destinationIndex]];
      if (!from || !to) continue;
      const seconds = found.durationTrafficInSeconds ?? found.durationInSeconds;
      const good = (found.statusCode ?? 200) === 200 && seconds !== undefined;
      cache.put(from, to, departAt, good ? Math.ceil(seconds / 60) : undefined, o.clock.now());
    }
  }

  async function post(body: unknown): Promise<string> {
    const own = await headers();
    const { status, text, after } = await withDeadline(o.clock, ANSWER_WITHIN_MS, async (signal) => {
      const answer = await o.fetch(`${o.url ?? PUBLIC_CLOUD.maps}/route/matrix?api-version=2025-01-01`, {
        method: 'POST',
        headers: { ...own, 'content-type': 'application/geo+json', accept: 'application/geo+json' },
        body: JSON.stringify(body),
        redirect: 'manual',
        signal,
      });
      const wait = retryAfterMs((name) => answer.headers.get(name), o.clock.now());
      return { status: answer.status, text: await readText(answer), after: wait };
    }).catch((thrown: unknown) => {
      throw unreachable(thrown instanceof AnswerTooLarge ? thrown.message : 'no answer', undefined, thrown);
    });
    if (status >= 200 && status < 300) return text;
    o.log.warn('travel.refused', { status });
    if (status === 429 || status === 408 || status >= 500) throw unreachable(String(status), after);
    if (status === 401 && o.credential.kind === 'entra') o.credential.tokens.drop(own['authorization']?.slice(7));
    throw new OutsideError('TRAVEL_REFUSED', `Azure Maps answered ${status}`, { done: 'no', retry: 'never', status });
  }

  return {
    source: 'azure-maps',
    async matrix(origins, destinations, departAt) {
      const known = (from: Point, to: Point) => cache.get(from, to, departAt, o.clock.now());
      const from = origins.filter((one) => destinations.some((other) => known(one, other) === undefined));
      const to = destinations.filter((one) => origins.some((other) => known(other, one) === undefined));
      await o.clock.all(tiles(from).flatMap((some) => tiles(to).map((others) => () => ask(some, others, departAt))));
      return origins.map((one) => destinations.map((other) => known(one, other)?.minutes));
    },
  };
}

function tiles(points: readonly Point[]): Point[][] {
  const count = Math.ceil(points.length / SIDE);
  return Array.from({ length: count }, (_, n) => points.slice(n * SIDE, (n + 1) * SIDE));
}

function unreachable(why: string, after?: number, cause?: unknown): OutsideError {
  return new OutsideError('TRAVEL_UNREACHABLE', `Azure Maps returned no travel times (${why})`, {
    done: 'no',
    retry: 'later',
    cause,
    ...(after === undefined ? {} : { retryAfterMs: after }),
  });
}
