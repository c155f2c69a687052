import type { Point } from '../../model/visit.ts';

/** Travel minutes from each origin to each destination at that time of day. `undefined`: no answer for that pair. */
export interface TravelPort {
  readonly source: 'azure-maps' | 'estimate';
  matrix(
    origins: readonly Point[],
    destinations: readonly Point[],
    departAt: number,
  ): Promise<readonly (readonly (number | undefined)[])[]>;
}
