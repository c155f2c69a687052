import { createRequire, syncBuiltinESMExports } from 'node:module';
import { randomOf } from '../../sim/world/random.ts';

/**
 * Seeds this process's randomness, so that a run can be repeated: `Math.random`, and the synchronous functions of
 * `node:crypto` that make ids. Never use it in a process that talks to strangers.
 */
export function seedChance(seed: number): void {
  const random = randomOf('world-run', seed);
  const fill = <T extends ArrayBufferView>(view: T): T => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = random.below(256);
    return view;
  };
  const bytesOf = (size: number) => fill(Buffer.alloc(size));
  const uuid = () => {
    const bytes = bytesOf(16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
  const node = createRequire(import.meta.url)('node:crypto') as typeof import('node:crypto');
  const realBytes = node.randomBytes as (size: number, done?: (error: Error | null, bytes: Buffer) => void) => unknown;
  const realInt = node.randomInt as (...args: unknown[]) => unknown;
  Math.random = () => random.next();
  Object.assign(node, {
    randomUUID: uuid,
    randomBytes: (size: number, done?: (error: Error | null, bytes: Buffer) => void) =>
      done ? realBytes(size, done) : bytesOf(size),
    randomInt: (...args: unknown[]) => {
      const [low, high] = args.length === 1 ? [0, args[0]] : args;
      return typeof low === 'number' && typeof high === 'number' && args.length < 3
        ? low + random.below(high - low)
        : realInt(...args);
    },
  });
  syncBuiltinESMExports();
  Object.defineProperty(globalThis.crypto, 'randomUUID', { value: uuid });
  Object.defineProperty(globalThis.crypto, 'getRandomValues', { value: fill });
}
