import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { z } from 'zod';
import { order, type Announcement, type Order } from './announcement.ts';
import { findMongod } from './binary.ts';

/**
 * A process of its own that keeps a replica set for others and ends it when they are gone, however they ended: killed,
 * interrupted, crashed. Told what to do by `node keeper.ts '<JSON>'` and by messages; hears no signal of a terminal.
 */
const job = z
  .object({
    /** The set lives as long as this process does. */
    lifeOf: z.number(),
    members: z.number().min(0).max(7),
    electionMs: z.number(),
    /** Where to write how to reach it; otherwise it is sent to the parent. */
    tell: z.string().optional(),
  })
  .parse(JSON.parse(process.argv[2] ?? ''));
/** A set that has no primary by then will not have one. */
const START_MS = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'callboard-mongod-'));
const running = new Map<number, ChildProcess>();
let ports: number[] = [];
let mongod = '';
let ending = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
setInterval(() => {
  try {
    process.kill(job.lifeOf, 0);
  } catch {
    end();
  }
}, 250);
process.on('message', (message) => {
  const parsed = order.parse(message);
  carryOut(parsed).then(
    () => process.send?.({ n: parsed.n }),
    (error: unknown) => process.send?.({ n: parsed.n, error: String(error) }),
  );
});
announce(await start().catch((error: unknown) => ({ none: String(error) })));

async function start(): Promise<Announcement> {
  const found = await findMongod();
  if ('none' in found) return found;
  mongod = found.path;
  const count = Math.max(1, job.members);
  ports = await freePorts(count);
  await Promise.all(ports.map((_, member) => startMember(member)));
  const hosts = ports.map((port) => `127.0.0.1:${port}`);
  // No members at all stands for a server that is no replica set.
  if (job.members === 0) return { uri: `mongodb://${hosts[0] ?? ''}/`, ports, mongod: found.from };
  const first = new MongoClient(`mongodb://${hosts[0] ?? ''}/?directConnection=true`);
  try {
    await first.db('admin').command({
      replSetInitiate: {
        _id: 'rs0',
        members: hosts.map((host, _id) => ({ _id, host })),
        settings: {
          electionTimeoutMillis: job.electionMs,
          heartbeatIntervalMillis: Math.min(2_000, job.electionMs / 4),
        },
      },
    });
    await standForPrimary(first);
  } finally {
    await first.close();
  }
  const uri = `mongodb://${hosts.join(',')}/?replicaSet=rs0`;
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: START_MS });
  await client.db('admin').command({ ping: 1 });
  await client.close();
  return { uri, ports, mongod: found.from };
}

/**
 * Makes the member the primary as soon as the others can vote. By themselves they would first miss a primary for a whole
 * election timeout, of which every run of the tests would have to wait for the end.
 */
async function standForPrimary(member: MongoClient): Promise<void> {
  const admin = member.db('admin');
  const until = performance.now() + START_MS;
  while (performance.now() < until) {
    const { isWritablePrimary } = await admin.command({ hello: 1 });
    if (isWritablePrimary === true) return;
    // Refused while it, or a majority of the others, is only starting up.
    await admin.command({ replSetStepUp: 1 }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function startMember(member: number): Promise<void> {
  const dbpath = join(folder, String(member));
  mkdirSync(dbpath, { recursive: true });
  const port = String(ports[member] ?? 0);
  const args = ['--port', port, '--bind_ip', '127.0.0.1', '--dbpath', dbpath, '--nounixsocket', '--quiet'];
  const small = ['--wiredTigerCacheSizeGB', '0.25', '--setParameter', 'diagnosticDataCollectionEnabled=false'];
  // Tests live in times of their own, to which the server's clock would say that everything has expired.
  const forTests = ['--setParameter', 'ttlMonitorEnabled=false', '--setParameter', 'enableTestCommands=1'];
  const inSet = job.members === 0 ? [] : ['--replSet', 'rs0', '--oplogSize', '256'];
  const child = spawn(mongod, [...args, ...small, ...forTests, ...inSet], { stdio: ['ignore', 'pipe', 'ignore'] });
  running.set(member, child);
  let said = '';
  await new Promise<void>((up, down) => {
    child.stdout.on('data', (chunk: Buffer) => {
      // Looked at before it is cut short: on a busy machine a chunk holds more than is kept.
      said += chunk.toString();
      if (said.includes('Waiting for connections')) up();
      said = said.slice(-4_000);
    });
    child.once('error', down);
    child.once('exit', () => {
      down(new Error(`mongod ended: ${said}`));
    });
  });
}

async function carryOut(q: Order): Promise<void> {
  const child = running.get(q.member);
  switch (q.do) {
    case 'kill':
      await killed(child);
      running.delete(q.member);
      return;
    case 'start':
      if (!running.has(q.member)) await startMember(q.member);
      return;
    case 'pause':
      child?.kill('SIGSTOP');
      return;
    case 'resume':
      child?.kill('SIGCONT');
      return;
    case 'end':
      end();
  }
}

function killed(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((gone) => {
    child.once('exit', () => gone());
    child.kill('SIGKILL');
  });
}

/** What it kept was for tests alone: killed at once, and the folder removed. */
function end(): void {
  if (ending) return;
  ending = true;
  void Promise.all([...running.values()].map(killed)).then(() => {
    rmSync(folder, { recursive: true, force: true });
    if (job.tell !== undefined) rmSync(job.tell, { force: true });
    process.exit(0);
  });
}

function announce(what: Announcement): void {
  if (job.tell === undefined) process.send?.({ n: 0, what });
  else {
    // Whoever waits for the file sees all of it or nothing.
    writeFileSync(`${job.tell}.new`, JSON.stringify(what));
    renameSync(`${job.tell}.new`, job.tell);
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const address = server.address();
      await new Promise((closed) => server.close(closed));
      return typeof address === 'object' && address ? address.port : 0;
    }),
  );
}
