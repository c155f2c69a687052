import { MongoClient, ReadPreference, type MongoClientOptions } from 'mongodb';
import { CallboardError } from '../../model/errors.ts';
import { PATIENCE_MS } from './patience.ts';

/**
 * Options that apply whatever the address says:
 * https://www.mongodb.com/docs/drivers/node/current/connect/connection-options/
 */
const OPTIONS = {
  appName: 'callboard',
  // docs/platform/mongodb.md, “What a majority has outlives a failover”.
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
  readPreference: ReadPreference.primary,
  retryWrites: true,
  retryReads: true,
  ignoreUndefined: true,
  serverSelectionTimeoutMS: PATIENCE_MS,
  connectTimeoutMS: PATIENCE_MS,
  waitQueueTimeoutMS: PATIENCE_MS,
  // A hung member is noticed within two of these.
  heartbeatFrequencyMS: 2_000,
  maxPoolSize: 24,
} as const satisfies MongoClientOptions;

/**
 * Creates a client that connects with its first request.
 *
 * @throws CONFIG_INVALID for an invalid address.
 */
export function clientFor(uri: string): MongoClient {
  try {
    return new MongoClient(uri, OPTIONS);
  } catch (error) {
    // docs/platform/mongodb.md, “The driver quotes parts of an address it cannot use”.
    throw new CallboardError('CONFIG_INVALID', 'MONGODB_URI is not an address the MongoDB driver understands.', {
      cause: error instanceof Error ? new Error(error.name) : undefined,
      next: 'Give a value like mongodb://user:password@host1,host2,host3/callboard?replicaSet=rs0.',
    });
  }
}
