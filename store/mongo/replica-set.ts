import type { Db } from 'mongodb';
import { z } from 'zod';
import { CallboardError } from '../../model/errors.ts';

/**
 * What a server reports about itself: docs/platform/mongodb.md, “Transactions and change streams need a replica set”.
 */
const hello = z.object({
  setName: z.string().optional(),
  /** `isdbgrid`: a router of a sharded cluster, which has replica sets behind it. */
  msg: z.string().optional(),
  maxWireVersion: z.number(),
  localTime: z.date(),
});
export type Hello = z.output<typeof hello>;

/** MongoDB 6.0. */
const MIN_WIRE_VERSION = 17;

export async function sayHello(db: Db): Promise<Hello> {
  return hello.parse(await db.admin().command({ hello: 1 }));
}

/**
 * Checks that the server is part of a replica set, which transactions and change streams need.
 *
 * @throws STORE_BROKEN for a standalone server, or one older than MongoDB 6.0.
 */
export function refuseUnfit(said: Hello): void {
  if (said.setName === undefined && said.msg !== 'isdbgrid') {
    throw new CallboardError('STORE_BROKEN', 'MONGODB_URI names a standalone server; Callboard needs a replica set.', {
      next: 'Start mongod with --replSet and run rs.initiate(), one member is enough to try; see docs/guides/operate.md.',
    });
  }
  if (said.maxWireVersion < MIN_WIRE_VERSION) {
    const message = `The server is older than MongoDB 6.0 (wire version ${said.maxWireVersion}).`;
    throw new CallboardError('STORE_BROKEN', message, { next: 'Upgrade MongoDB to 6.0 or newer.' });
  }
}
