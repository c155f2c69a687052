import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MongoClient, MongoServerError, type Document } from 'mongodb';
import { z } from 'zod';
import { announcement, type Order } from './announcement.ts';

/** A replica set of one's own, to be mistreated: its members are named 0, 1, 2. */
export interface ReplicaSet {
  /** The address of a database in it. */
  uri(database: string): string;
  /** Which mongod, and from where. */
  readonly mongod: string;
  /** Where each member listens on loopback. */
  readonly ports: readonly number[];
  /** Which member is the primary now; waits until there is one. */
  primary(): Promise<number>;
  /** The primary gives up its place: in good order (another one follows at once), or `forced`, as when it must not wait. */
  stepDown(q?: { forced?: boolean; seconds?: number }): Promise<void>;
  /** SIGKILL, as if its machine had lost its power. Gives which member it was. */
  killPrimary(): Promise<number>;
  kill(member: number): Promise<void>;
  /** A member that was killed comes back with what it had on its disk. */
  restart(member: number): Promise<void>;
  /** SIGSTOP: it hangs, with its connections open. */
  pause(member: number): Promise<void>;
  resume(member: number): Promise<void>;
  /** Callboard's next `times` requests to the primary find their connection closed. */
  cutConnections(times: number): Promise<void>;
  /** Callboard's next such request to the primary is answered with an error (failCommand); `null` ends all of it. */
  failNext(
    data: {
      commands: string[];
      times: number;
      errorCode?: number;
      labels?: string[];
      closeConnection?: boolean;
    } | null,
  ): Promise<void>;
  /** Waits until every member is up and can vote. */
  healthy(): Promise<void>;
  close(): Promise<void>;
}

const hello = z.object({ me: z.string(), isWritablePrimary: z.boolean() });
const KEEPER = fileURLToPath(new URL('keeper.ts', import.meta.url));
const said = z.object({ n: z.number(), error: z.string().optional(), what: announcement.optional() });

/**
 * Starts real mongods on loopback: three members unless told otherwise, `0` for a server that is no replica set. They
 * end with this process, however it ends. Gives the reason when no mongod is to be had.
 */
export async function startReplicaSet(q: { members?: number; electionMs?: number } = {}): Promise<ReplicaSet | string> {
  const job = { lifeOf: process.pid, members: q.members ?? 3, electionMs: q.electionMs ?? 2_000 };
  const keeper = fork(KEEPER, [JSON.stringify(job)], { detached: true, execArgv: [] });
  // Node need not wait for it to end: it does so by itself when we are gone.
  keeper.unref();
  const orders = talkTo(keeper);
  const what = await orders.announced;
  if ('none' in what) return what.none;
  const { uri, ports, mongod } = what;
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 60_000, appName: 'callboard-tests' });
  /** Tests ask while members come and go: an answer that was lost is asked for again. */
  const ask = async (command: Document): Promise<Document> => {
    for (;;) {
      try {
        return await client.db('admin').command(command);
      } catch (error) {
        if (error instanceof MongoServerError && error.code !== NOT_PRIMARY) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const tell = (what: Order['do'], member: number) => orders.give({ do: what, member });

  const set: ReplicaSet = {
    uri: (database) => uri.replace(/\/(\?|$)/, `/${database}$1`),
    mongod,
    ports,
    async primary() {
      for (;;) {
        const { me, isWritablePrimary } = hello.parse(await ask({ hello: 1 }));
        if (isWritablePrimary) return ports.indexOf(Number(me.split(':')[1]));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stepDown({ forced = false, seconds = 10 } = {}) {
      const how = {
        replSetStepDown: seconds,
        secondaryCatchUpPeriodSecs: forced ? 0 : Math.min(5, seconds - 1),
        force: forced,
      };
      await ask(how);
    },
    async killPrimary() {
      const member = await set.primary();
      await set.kill(member);
      return member;
    },
    kill: (member) => tell('kill', member),
    restart: (member) => tell('start', member),
    pause: (member) => tell('pause', member),
    resume: (member) => tell('resume', member),
    cutConnections: (times) => set.failNext({ commands: COMMANDS, times, closeConnection: true }),
    async failNext(data) {
      const mode = data === null ? 'off' : { times: data.times };
      const { commands, errorCode, labels, closeConnection } = data ?? { commands: [] };
      const what = {
        appName: 'callboard',
        failCommands: commands,
        ...(errorCode === undefined ? {} : { errorCode }),
        ...(labels === undefined ? {} : { errorLabels: labels }),
        ...(closeConnection === undefined ? {} : { closeConnection }),
      };
      await ask({ configureFailPoint: 'failCommand', mode, ...(data === null ? {} : { data: what }) });
    },
    async healthy() {
      const status = z.object({ members: z.array(z.object({ stateStr: z.string() })) });
      for (;;) {
        const { members } = status.parse(await ask({ replSetGetStatus: 1 }));
        const states = members.map(({ stateStr }) => stateStr).sort();
        if (states[0] === 'PRIMARY' && states.slice(1).every((state) => state === 'SECONDARY')) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async close() {
      await client.close();
      keeper.ref();
      const gone = once(keeper, 'exit');
      await Promise.race([tell('end', 0), gone]);
      await gone;
    },
  };
  return set;
}

/** https://www.mongodb.com/docs/manual/reference/error-codes/: NotWritablePrimary */
const NOT_PRIMARY = 10_107;
/** What Callboard asks of MongoDB while it works. */
const COMMANDS = [
  'find',
  'getMore',
  'aggregate',
  'insert',
  'update',
  'delete',
  'findAndModify',
  'commitTransaction',
  'abortTransaction',
];

function talkTo(keeper: ChildProcess) {
  const open = new Map<number, { done: () => void; failed: (error: Error) => void }>();
  let count = 0;
  const announced = new Promise<z.output<typeof announcement>>((done) => {
    keeper.on('message', (message) => {
      const { n, error, what } = said.parse(message);
      if (what) {
        keeper.channel?.unref();
        done(what);
      } else if (error === undefined) open.get(n)?.done();
      else open.get(n)?.failed(new Error(error));
      open.delete(n);
      if (open.size === 0) keeper.channel?.unref();
    });
    keeper.once('exit', () => {
      done({ none: 'the process that keeps the replica set has ended' });
      for (const { done: ended } of open.values()) ended();
    });
  });
  return {
    announced,
    give: (order: Omit<Order, 'n'>): Promise<void> =>
      new Promise((done, failed) => {
        count += 1;
        open.set(count, { done, failed });
        keeper.channel?.ref();
        keeper.send({ n: count, ...order });
      }),
  };
}
