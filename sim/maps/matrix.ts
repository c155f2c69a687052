import { z } from 'zod';
import type { Point } from '../../model/visit.ts';
import type { Answer } from '../graph/answer.ts';
import { birdsKm, drive } from './roads.ts';

/**
 * Limits on the cells of a synchronous request
 * (docs/platform/graph.md, “Azure Maps answers a hundred cells whatever the options”).
 */
const MOST = { anyOptions: 100, nearby: 200, defaults: 2_500 } as const;
/** The `nearby` limit applies within 400 by 400 km. */
const NEARBY_KM = 400;
/** How far in the past a departure may be, ms, because clocks differ. */
const PAST = 300_000;

const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);
const feature = (pointType: 'origins' | 'destinations') =>
  z.strictObject({
    type: z.literal('Feature'),
    // GeoJSON: longitude first.
    geometry: z.strictObject({
      type: z.literal('MultiPoint'),
      coordinates: z.array(z.tuple([longitude, latitude])).min(1),
    }),
    properties: z.strictObject({ pointType: z.literal(pointType) }),
  });
const request = z.strictObject({
  type: z.literal('FeatureCollection'),
  features: z.array(z.union([feature('origins'), feature('destinations')])).length(2),
  departAt: z.iso.datetime({ offset: true }).optional(),
  arriveAt: z.iso.datetime({ offset: true }).optional(),
  optimizeRoute: z.enum(['fastest', 'short', 'fastestAvoidClosureWithoutTraffic']).optional(),
  traffic: z.enum(['historical', 'live']).optional(),
  travelMode: z.enum(['driving', 'truck']).optional(),
  avoid: z.array(z.string()).optional(),
});
type MatrixRequest = z.infer<typeof request>;

/** The answer of `POST /route/matrix` to a body. */
export function matrixAnswer(body: unknown, now: number): Answer {
  const parsed = request.safeParse(body);
  if (!parsed.success) return refused(parsed.error.issues[0]?.message ?? 'The body is not valid.');
  const asked = parsed.data;
  const origins = pointsOf(asked, 'origins');
  const destinations = pointsOf(asked, 'destinations');
  if (!origins || !destinations) return refused('One feature of origins and one of destinations are required.');
  const cells = origins.length * destinations.length;
  const most = mostCells(asked, [...origins, ...destinations]);
  if (cells > most) return refused(`The matrix has ${cells} cells; with these options at most ${most} are allowed.`);
  const departAt = asked.departAt === undefined ? now : Date.parse(asked.departAt);
  if (departAt < now - PAST) return refused('departAt must not be in the past.');
  const matrix = origins.flatMap((origin, originIndex) =>
    destinations.map((destination, destinationIndex) => {
      const way = drive(origin, destination, departAt);
      const at = { originIndex, destinationIndex };
      if (!way) return { ...at, statusCode: 404 };
      return {
        ...at,
        statusCode: 200,
        distanceInMeters: way.meters,
        durationInSeconds: way.seconds,
        durationTrafficInSeconds: way.trafficSeconds,
        departureAt: new Date(departAt).toISOString(),
        arrivalAt: new Date(departAt + way.trafficSeconds * 1_000).toISOString(),
      };
    }),
  );
  return {
    status: 200,
    body: {
      type: 'Feature',
      geometry: null,
      properties: {
        // Cells carry their indexes; the service promises no order.
        matrix: matrix.toReversed(),
        summary: {
          totalCount: cells,
          successfulCount: matrix.filter(({ statusCode }) => statusCode === 200).length,
        },
      },
    },
  };
}

function pointsOf(asked: MatrixRequest, pointType: string): readonly Point[] | undefined {
  return asked.features
    .find(({ properties }) => properties.pointType === pointType)
    ?.geometry.coordinates.map(([lon, lat]) => ({ lat, lon }));
}

function mostCells(asked: MatrixRequest, points: readonly Point[]): number {
  const plain =
    asked.traffic !== 'live' &&
    asked.departAt === undefined &&
    asked.arriveAt === undefined &&
    asked.avoid === undefined &&
    (asked.travelMode ?? 'driving') === 'driving' &&
    (asked.optimizeRoute ?? 'fastest') === 'fastest';
  if (plain) return MOST.defaults;
  const lats = points.map(({ lat }) => lat);
  const lons = points.map(({ lon }) => lon);
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)];
  const high = birdsKm({ lat: south, lon: west }, { lat: north, lon: west });
  const wide = birdsKm({ lat: south, lon: west }, { lat: south, lon: east });
  return high <= NEARBY_KM && wide <= NEARBY_KM ? MOST.nearby : MOST.anyOptions;
}

export const refused = (message: string, status = 400, code = 'BadRequest'): Answer => ({
  status,
  body: { error: { code, message } },
});
