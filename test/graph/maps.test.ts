import { afterEach, describe, expect, it } from 'vitest';
import { createMaps } from '../../graph/maps.ts';
import { realClock } from '../../start/machine-clock.ts';
import { silentLog } from '../../model/log.ts';
import type { Point } from '../../model/visit.ts';
import { createMapsSimulator } from '../../sim/maps/index.ts';
import { MAPS_AUDIENCE } from '../../sim/graph/index.ts';
import { graphWorld, HOUR, MONDAY } from './graph-world.ts';
import { fixedToken, json, localGraph, type LocalGraph } from './local-graph.ts';

const open: LocalGraph[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

interface Asked {
  readonly features: { geometry: { coordinates: [number, number][] }; properties: { pointType: string } }[];
  readonly departAt?: string;
}
const point = (n: number): Point => ({ lat: 51 + n / 100, lon: n / 100 });
const points = (count: number, from = 0) => Array.from({ length: count }, (_, n) => point(from + n));
const TOMORROW = Date.now() + 24 * 60 * 60_000;

/** A route service where 0.01 degrees of latitude take one minute; `odd` replaces its answer. */
async function routes(odd?: Parameters<typeof localGraph>[0]) {
  const server = await localGraph(
    odd ??
      (({ body }, res) => {
        const [origins = [], destinations = []] = (body as Asked).features.map((one) => one.geometry.coordinates);
        const matrix = origins.flatMap((from, originIndex) =>
          destinations.map((to, destinationIndex) => {
            const minutes = Math.round(Math.abs(from[1] - to[1]) * 100);
            const seconds = { durationInSeconds: 1, durationTrafficInSeconds: minutes * 60 };
            return { originIndex, destinationIndex, statusCode: 200, distanceInMeters: 1, ...seconds };
          }),
        );
        json(res, 200, { type: 'Feature', geometry: null, properties: { matrix, summary: {} } });
      }),
  );
  open.push(server);
  const clock = realClock(() => {});
  const maps = createMaps({
    credential: { kind: 'key', key: 'the-key' },
    fetch,
    clock,
    log: silentLog,
    url: server.url,
  });
  return { maps, asked: server.asked, url: server.url };
}

describe('travel times from Azure Maps', () => {
  it('are minutes from each origin to each destination, requested with longitude first', async () => {
    const { maps, asked } = await routes();
    expect(await maps.matrix([point(0), point(7)], [point(3)], TOMORROW)).toEqual([[3], [4]]);
    const [one] = asked;
    expect(one?.url).toBe('/route/matrix?api-version=2025-01-01');
    expect(one?.headers).toMatchObject({ 'subscription-key': 'the-key', 'content-type': 'application/geo+json' });
    expect((one?.body as Asked).features[1]?.geometry.coordinates).toEqual([[0.03, 51.03]]);
    expect((one?.body as Asked).departAt).toBe(new Date(TOMORROW).toISOString());
  });

  it('are requested at most a hundred cells at a time, and only once', async () => {
    const { maps, asked } = await routes();
    const matrix = await maps.matrix(points(25), points(12, 50), TOMORROW);
    expect(matrix[24]?.[11]).toBe(61 - 24);
    expect(asked).toHaveLength(6);
    for (const { body } of asked) {
      const [from = 0, to = 0] = (body as Asked).features.map((one) => one.geometry.coordinates.length);
      expect(from * to).toBeLessThanOrEqual(100);
    }
    await maps.matrix(points(25), points(12, 50), TOMORROW);
    expect(asked).toHaveLength(6);
    await maps.matrix([...points(2), point(99)], points(1, 50), TOMORROW);
    expect(asked).toHaveLength(7);
    expect((asked[6]?.body as Asked).features[0]?.geometry.coordinates).toHaveLength(1);
  });

  it('ignore a departure time in the past', async () => {
    const { maps, asked } = await routes();
    await maps.matrix([point(0)], [point(1)], Date.now() - 60_000);
    expect((asked[0]?.body as Asked).departAt).toBeUndefined();
  });

  it('for no origins or no destinations are empty and send no request', async () => {
    const { maps, asked } = await routes();
    expect(await maps.matrix([], [point(1)], TOMORROW)).toEqual([]);
    expect(await maps.matrix([point(1)], [], TOMORROW)).toEqual([[]]);
    expect(asked).toEqual([]);
  });

  it('are undefined where there is no route, without affecting the others', async () => {
    const { maps, asked } = await routes((_asked, res) =>
      json(res, 200, {
        properties: {
          matrix: [
            { originIndex: 0, destinationIndex: 0, statusCode: 400 },
            { originIndex: 0, destinationIndex: 1, statusCode: 200, durationInSeconds: 61 },
            { originIndex: 9, destinationIndex: 9, statusCode: 200, durationInSeconds: 1 },
          ],
        },
      }),
    );
    for (let n = 0; n < 2; n += 1)
      expect(await maps.matrix([point(0)], points(2, 5), TOMORROW)).toEqual([[undefined, 2]]);
    expect(asked).toHaveLength(1);
  });

  it.each([
    [401, {}, 'TRAVEL_REFUSED', 'never'],
    [403, {}, 'TRAVEL_REFUSED', 'never'],
    [400, {}, 'TRAVEL_REFUSED', 'never'],
    [429, { 'retry-after': '7' }, 'TRAVEL_UNREACHABLE', 'later'],
    [503, {}, 'TRAVEL_UNREACHABLE', 'later'],
  ])('fail after a %i with an error code that shows who can act', async (status, headers, code, retry) => {
    const { maps } = await routes((_asked, res) => json(res, status, { error: { code: 'x' } }, headers));
    const after = status === 429 ? { retryAfterMs: 7_000 } : {};
    await expect(maps.matrix([point(0)], [point(1)], TOMORROW)).rejects.toMatchObject({
      code,
      retry,
      done: 'no',
      ...after,
    });
  });

  it.each(['<html>', '{"properties":{"matrix":[{"originIndex":"0"}]}}', 'x'.repeat(5_000_000)])(
    'fail when the answer cannot be read (sample %$)',
    async (text) => {
      const { maps } = await routes((_asked, res) => res.writeHead(200).end(text));
      await expect(maps.matrix([point(0)], [point(1)], TOMORROW)).rejects.toMatchObject({ code: 'TRAVEL_UNREACHABLE' });
    },
  );

  it('can be requested with our own identity', async () => {
    const { url, asked } = await routes();
    const credential = { kind: 'entra', accountId: 'the-account', tokens: fixedToken } as const;
    const maps = createMaps({ credential, fetch, clock: realClock(() => {}), log: silentLog, url });
    await maps.matrix([point(0)], [point(1)], TOMORROW);
    expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer the-token', 'x-ms-client-id': 'the-account' });
  });
});

describe('travel times from the simulated Azure Maps, with a token from the simulated Entra', () => {
  it('depend on the hour, are undefined without a route, and are requested only once', async () => {
    const account = '4f1c1d1e-0000-4000-8000-00000000eeee';
    let accepts = (_authorization: string | undefined): boolean => false;
    const service = createMapsSimulator({
      clock: realClock(() => {}),
      clientId: account,
      accepts: (authorization) => accepts(authorization),
    });
    const server = await service.listen();
    const world = await graphWorld({ config: { maps: { kind: 'entra', accountId: account, url: server.url } } });
    accepts = (authorization) => world.sim.accepts(authorization, MAPS_AUDIENCE);
    const [london, croydon, boston] = [
      { lat: 51.507, lon: -0.128 },
      { lat: 51.376, lon: -0.098 },
      { lat: 42.36, lon: -71.06 },
    ];
    // The service uses this machine's clock, the tenant a virtual one: departures are far ahead of both.
    const day = Math.ceil((Math.max(Date.now(), MONDAY) + 48 * HOUR) / (24 * HOUR)) * 24 * HOUR;
    const ask = (hour: number) =>
      world.during(async () => world.graph.travel?.matrix([london], [croydon, boston], day + hour * HOUR));
    const [night, rush] = [await ask(3), await ask(8)];
    expect(night?.[0]?.[1]).toBeUndefined();
    expect(rush?.[0]?.[0]).toBeGreaterThan(night?.[0]?.[0] ?? Infinity);
    await ask(8);
    expect(service.journal.exchanges.map((one) => one.response?.status)).toEqual([200, 200]);
    await world.stop();
    await server.close();
  });
});
