import { CallboardError } from '../../model/errors.ts';
import { nameOf, SECTIONS, type Archive, type Section } from './archive.ts';
import { Digest } from './digest.ts';

/**
 * Items per page: small enough for one request to either engine, large enough that the number of requests does not
 * matter.
 */
const PAGE = 100;

/**
 * Copies everything from one archive into an empty one, then reads both again to check that they are equal. The copy
 * can be interrupted at any moment; starting it again continues it.
 *
 * @throws INPUT_INVALID when the target holds anything that this copy did not write; STORE_BROKEN when the two differ
 * at the end, in which case the target is not released.
 */
export async function copyStore(from: Archive, to: Archive, say: (line: string) => void): Promise<void> {
  let record = await to.record();
  if (!record) {
    await refuseUsed(to);
    record = { from: from.name, section: 0 };
  } else if (record.from === from.name)
    say(`Goes on with ${nameOf(SECTIONS[record.section] ?? { kind: 'attempts' })}.`);
  else {
    throw new CallboardError('INPUT_INVALID', `${to.name} holds an unfinished copy of ${record.from}.`, {
      next: `Finish that one, or name an empty target.`,
    });
  }
  for (const [n, section] of SECTIONS.entries()) {
    if (n < record.section) continue;
    await copySection(from, to, { section, n, ...(n === record.section ? { after: record.after } : {}) }, say);
  }
  for (const section of SECTIONS) await verify(from, to, section, say);
  await to.finish();
}

async function copySection(
  from: Archive,
  to: Archive,
  q: { section: Section; n: number; after?: string | undefined },
  say: (line: string) => void,
): Promise<void> {
  const total = await from.count(q.section);
  if (total === 0) return;
  let after = q.after;
  let done = 0;
  for (;;) {
    const { page, next } = await from.read(q.section, after, PAGE);
    await to.write(page, { from: from.name, section: q.n, ...(next === undefined ? {} : { after: next }) });
    done += page.items.length;
    if (page.items.length > 0) say(`${nameOf(q.section)}: ${done} ${q.after === undefined ? `of ${total}` : 'more'}`);
    if (next === undefined) return;
    after = next;
  }
}

async function refuseUsed(to: Archive): Promise<void> {
  for (const section of SECTIONS) {
    const count = await to.count(section);
    if (count === 0) continue;
    throw new CallboardError('INPUT_INVALID', `${to.name} is not empty: ${count} in ${nameOf(section)}.`, {
      next: 'Name an empty target; a copy replaces nothing.',
    });
  }
}

async function verify(from: Archive, to: Archive, section: Section, say: (line: string) => void): Promise<void> {
  const [source, target] = await Promise.all([digestOf(from, section), digestOf(to, section)]);
  const name = nameOf(section);
  if (source.count === target.count && source.hash === target.hash) {
    if (source.count > 0) say(`${name}: ${source.count}, the same in both (${source.hash.slice(0, 12)})`);
    return;
  }
  throw new CallboardError(
    'STORE_BROKEN',
    `${name} differs: ${source.count} (${source.hash.slice(0, 12)}) in ${from.name}, ${target.count} (${target.hash.slice(0, 12)}) in ${to.name}.`,
    { next: 'Stop every Callboard that uses either of them, empty the target, and copy again.' },
  );
}

async function digestOf(archive: Archive, section: Section): Promise<Digest> {
  const digest = new Digest();
  let after: string | undefined;
  do {
    const { page, next } = await archive.read(section, after, PAGE);
    digest.add(page);
    after = next;
  } while (after !== undefined);
  return digest;
}
