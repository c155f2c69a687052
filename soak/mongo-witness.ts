import { MongoClient } from 'mongodb';
import { z } from 'zod';

/** A witness beside the product, which does not know of it. */
export interface MongoWitness {
  /** Every message id that the product ever learnt for a card, and the card; also those it has forgotten since. */
  readonly learnt: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

const seen = z.object({
  documentKey: z.object({ _id: z.string() }),
  fullDocument: z.object({ data: z.object({ activityId: z.string() }) }),
});

/** Hears each version of each card that a majority of the replica set has; goes on by itself after an election. */
export async function witness(uri: string): Promise<MongoWitness> {
  const client = new MongoClient(uri, { appName: 'callboard-tests' });
  const learnt = new Map<string, string>();
  const stream = client.db().collection('surfaces').watch([], { maxAwaitTimeMS: 500 });
  let closing = false;
  const hearing = (async () => {
    for await (const change of stream) {
      const card = seen.safeParse(change);
      if (card.success) learnt.set(card.data.fullDocument.data.activityId, card.data.documentKey._id);
    }
  })().catch((error: unknown) => {
    if (!closing) throw error;
  });
  return {
    learnt,
    async close() {
      closing = true;
      await stream.close();
      await hearing;
      await client.close();
    },
  };
}
