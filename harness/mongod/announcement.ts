import { z } from 'zod';

/** What the keeper of a replica set says once: how to reach it, or why there is none. */
export const announcement = z.union([
  z.object({ uri: z.string(), ports: z.array(z.number()), mongod: z.string() }),
  z.object({ none: z.string() }),
]);
export type Announcement = z.output<typeof announcement>;

/** What it can be told to do with a member. */
export const order = z.object({
  n: z.number(),
  do: z.enum(['kill', 'start', 'pause', 'resume', 'end']),
  member: z.number(),
});
export type Order = z.output<typeof order>;
