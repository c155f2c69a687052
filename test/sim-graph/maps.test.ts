import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FAULTS, MAPS_AUDIENCE } from '../../sim/graph/index.ts';
import { createMapsSimulator, type MapsSimulator } from '../../sim/maps/index.ts';
import { APP, DAY, HOUR, iso, SECRET, START, tenant, type Tenant } from './tenant.ts';

let t: Tenant;
let maps: MapsSimulator;
let listening: Awaited<ReturnType<MapsSimulator['listen']>>;
const READING = [-0.97, 51.45];
const OXFORD = [-1.26, 51.75];
const BOSTON = [-71.06, 42.36];

beforeEach(async () => {
  t = await tenant();
  maps = createMapsSimulator({
    clock: t.clock,
    subscriptionKey: 'a key',
    clientId: 'account',
    accepts: (authorization) => t.graph.accepts(authorization, MAPS_AUDIENCE),
  });
  listening = await maps.listen();
});
afterEach(async () => {
  await Promise.all([t.close(), listening.close()]);
});

const collection = (origins: readonly number[][], destinations: readonly number[][], more: object = {}) => ({
  type: 'FeatureCollection',
  features: [
    { type: 'Feature', geometry: { type: 'MultiPoint', coordinates: origins }, properties: { pointType: 'origins' } },
    {
      type: 'Feature',
      geometry: { type: 'MultiPoint', coordinates: destinations },
      properties: { pointType: 'destinations' },
    },
  ],
  ...more,
});
interface Cell {
  readonly originIndex: number;
  readonly destinationIndex: number;
  readonly statusCode: number;
  readonly durationTrafficInSeconds?: number;
  readonly durationInSeconds?: number;
}
async function ask(
  body: unknown,
  headers: Record<string, string> = { 'subscription-key': 'a key' },
  version = '2025-01-01',
) {
  const answer = await fetch(`${listening.url}/route/matrix?api-version=${version}`, {
    method: 'POST',
    headers: { 'content-type': 'application/geo+json', ...headers },
    body: JSON.stringify(body),
  });
  const json = (await answer.json()) as {
    properties?: { matrix: Cell[]; summary: object };
    error?: { message: string };
  };
  return {
    status: answer.status,
    matrix: json.properties?.matrix ?? [],
    summary: json.properties?.summary,
    error: json.error,
  };
}
const cell = (matrix: readonly Cell[], originIndex: number, destinationIndex: number) =>
  matrix.find((one) => one.originIndex === originIndex && one.destinationIndex === destinationIndex);

describe('a route matrix', () => {
  test('has a drive for each pair, longer in rush hour, and none across the sea', async () => {
    const wish = (departAt: number) =>
      collection([READING, BOSTON], [OXFORD, READING], { departAt: iso(departAt), traffic: 'live' });
    const night = await ask(wish(START + 15 * HOUR));
    const rush = await ask(wish(START + DAY));
    expect(night.matrix).toHaveLength(4);
    expect(night.summary).toEqual({ totalCount: 4, successfulCount: 2 });
    const drive = cell(night.matrix, 0, 0);
    expect((drive?.durationInSeconds ?? 0) / 60).toBeGreaterThan(30);
    expect((drive?.durationInSeconds ?? 0) / 60).toBeLessThan(70);
    expect(cell(rush.matrix, 0, 0)?.durationTrafficInSeconds).toBeGreaterThan(drive?.durationTrafficInSeconds ?? 0);
    expect(cell(night.matrix, 0, 1)?.durationInSeconds).toBe(0);
    expect(cell(night.matrix, 1, 0)).toEqual({ originIndex: 1, destinationIndex: 0, statusCode: 404 });
  });

  test('can be as large as its options allow', async () => {
    const points = (n: number, [lon = 0, lat = 0]: readonly number[]) =>
      Array.from({ length: n }, (_, i) => [lon + i / 1_000, lat]);
    const live = { traffic: 'live' };
    expect((await ask(collection(points(14, READING), points(14, OXFORD), live))).status).toBe(200);
    expect((await ask(collection(points(15, READING), points(14, OXFORD), live))).status).toBe(400);
    expect((await ask(collection(points(11, READING), points(10, BOSTON), live))).error?.message).toContain(
      '110 cells',
    );
    expect((await ask(collection(points(50, READING), points(50, OXFORD)))).status).toBe(200);
    expect((await ask(collection(points(51, READING), points(50, OXFORD)))).status).toBe(400);
  });

  test.each([
    ['no feature', { type: 'FeatureCollection', features: [] }],
    [
      'origins only',
      {
        ...collection([READING], [OXFORD]),
        features: Array.from({ length: 2 }, () => collection([READING], [OXFORD]).features[0]),
      },
    ],
    ['latitude first', collection([[51.45, 197]], [OXFORD])],
    ['a departure in the past', collection([READING], [OXFORD], { departAt: iso(START - HOUR) })],
    ['an unknown property', collection([READING], [OXFORD], { mode: 'car' })],
  ])('with %s is refused', async (_name, body) => {
    expect((await ask(body)).status).toBe(400);
  });

  test('needs a key, or a token together with the account’s id', async () => {
    const wish = collection([READING], [OXFORD]);
    const answer = await t.signIn({
      grant_type: 'client_credentials',
      client_id: APP,
      client_secret: SECRET,
      scope: `${MAPS_AUDIENCE}/.default`,
    });
    const authorization = `Bearer ${String(answer.body['access_token'])}`;
    expect((await ask(wish, {})).status).toBe(401);
    expect((await ask(wish, { 'subscription-key': 'guess' })).status).toBe(401);
    expect((await ask(wish, { authorization })).status).toBe(403);
    expect((await ask(wish, { authorization, 'x-ms-client-id': 'account' })).status).toBe(200);
    expect((await ask(wish, undefined, '1.0')).status).toBe(400);
    expect(JSON.stringify(maps.journal.exchanges)).not.toContain('a key');
  });

  test('can fail like the other simulated services', async () => {
    maps.faults.add(FAULTS.throttled({ path: '/route/matrix' }, 3));
    expect((await ask(collection([READING], [OXFORD]))).status).toBe(429);
    maps.faults.add({ then: 'drop' });
    await expect(ask(collection([READING], [OXFORD]))).rejects.toThrow();
    expect((await ask(collection([READING], [OXFORD]))).status).toBe(200);
  });
});
