import { MongoClient } from 'mongodb';
import { z } from 'zod';

/** Whatever can say how many microseconds of CPU it has used so far. */
export interface Spender {
  cpu(): Promise<number>;
}

/** CPU of each process between two instants, ms, by its name. */
export type Spent = Readonly<Record<string, number>>;

/** Notes what each has spent; the function it gives says what each has spent since. */
export async function spending(spenders: Readonly<Record<string, Spender>>): Promise<() => Promise<Spent>> {
  const before = await readAll(spenders);
  return async () => {
    const after = await readAll(spenders);
    return Object.fromEntries(Object.entries(after).map(([name, us]) => [name, (us - (before[name] ?? us)) / 1000]));
  };
}

/** This process: the load generator, which also looks whether work is done. */
export const LOAD: Spender = {
  cpu: async () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
};

/**
 * The members of a replica set, each by its own account: `extra_info` of serverStatus is what getrusage(2) says of it
 * (https://www.mongodb.com/docs/manual/reference/command/serverStatus/#extra_info). A server that is not on Linux may
 * leave it out; then there is no such member here, and the report says so.
 */
export async function mongods(ports: readonly number[]): Promise<{
  readonly members: Readonly<Record<string, Spender>>;
  close(): Promise<void>;
}> {
  const clients = ports.map((port) => new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`));
  const members: Record<string, Spender> = {};
  for (const [n, client] of clients.entries()) {
    const cpu = async () => {
      const status = await client.db('admin').command({ serverStatus: 1, ...LEFT_OUT });
      const { extra_info: used } = serverStatus.parse(status);
      return used.user_time_us + used.system_time_us;
    };
    if (await cpu().catch(() => undefined)) members[`mongod ${n + 1}`] = { cpu };
  }
  return {
    members,
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}

/** The largest parts of serverStatus, which nobody here reads. */
const LEFT_OUT = { metrics: 0, wiredTiger: 0, locks: 0, tcmalloc: 0, transactions: 0 };
const serverStatus = z.object({
  extra_info: z.object({ user_time_us: z.coerce.number(), system_time_us: z.coerce.number() }),
});

async function readAll(spenders: Readonly<Record<string, Spender>>): Promise<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const [name, spender] of Object.entries(spenders)) all[name] = await spender.cpu();
  return all;
}
