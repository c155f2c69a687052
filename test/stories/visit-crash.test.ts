import { describe, expect, test } from 'vitest';
import { ANA, mailsOf, tell, type Crash, type Lives } from '../helpers/visit-lives.ts';
import type { Landing, Word } from '../helpers/mortal.ts';
import { seeded } from '../../harness/seeded.ts';

const MINUTE = 60_000;

/** Offered, booked, moved, done. */
async function kept(life: Lives): Promise<void> {
  life.msp.halo.people.assign(life.ticket, life.msp.agents.ana);
  life.msp.callboard.desk.hint([String(life.ticket)]);
  await life.until('offered');
  const [first, second] = await slots(life);
  await chosen(life, first!);
  await moved(life, second!);
  const visit = await life.visit();
  await life.quiet();
  await life.leap((visit?.slot?.end ?? 0) - 1_000);
  await life.until('done');
}

async function slots(life: Lives): Promise<readonly { start: number; value: string }[]> {
  for (;;) {
    if (mailsOf(life.msp).length > 0) {
      const page = await life.client((erika) => erika.opensLink());
      if (page.is === 'choose' && page.slots.length > 1) return page.slots;
    }
    await life.pass(5_000);
  }
}

async function chosen(life: Lives, slot: { value: string }): Promise<void> {
  await life.client((erika) => erika.chooses(slot.value));
  await life.until('confirmed');
  await life.quiet();
}

async function moved(life: Lives, slot: { start: number; value: string }): Promise<void> {
  await life.client((erika) => erika.chooses(slot.value));
  await life.until('confirmed', (visit) => visit.slot?.start === slot.start);
}

async function cancelled(life: Lives): Promise<void> {
  life.msp.halo.people.assign(life.ticket, life.msp.agents.ana);
  life.msp.callboard.desk.hint([String(life.ticket)]);
  const [first] = await slots(life);
  await chosen(life, first!);
  await life.client((erika) => erika.cancels('We bought a new one'));
  await life.until('cancelled');
}

/** Somebody puts a meeting there between the choice and the booking: an apology, and another time. */
async function takenElsewhere(life: Lives): Promise<void> {
  life.msp.halo.people.assign(life.ticket, life.msp.agents.ana);
  life.msp.callboard.desk.hint([String(life.ticket)]);
  const [first, second] = await slots(life);
  life.msp.graph?.sim.faults.add({
    method: 'POST',
    path: '/users/*/events',
    then: { status: 503, code: 'x', message: '' },
  });
  await life.client((erika) => erika.chooses(first!.value));
  life.msp.graph?.sim.human.addEvent(ANA, { start: first!.start + 5 * MINUTE, end: first!.start + 10 * MINUTE });
  await life.until('offered', (visit) => visit.link === 2);
  await life.quiet();
  const again = await slots(life);
  await chosen(
    life,
    again.find((slot) => slot.start >= second!.start)!,
  );
}

/** Each different word once for each way in which it can end; of words that are alike, one by chance. */
function sampleOf(words: readonly Word[], known: ReadonlySet<string>, random: () => number): readonly Crash[] {
  const alike = new Map<string, number[]>();
  for (const [at, { what }] of words.entries()) alike.set(what, [...(alike.get(what) ?? []), at]);
  return [...alike].flatMap(([what, places]) => {
    const reads = words[places[0] ?? 0]?.reads === true;
    // Whoever dies while it reads dies before its next write: some will do.
    if (known.has(what) || (reads && random() < 0.8)) return [];
    const toStore = /^(commit|begin|settle) /.test(what);
    const landings: readonly Landing[] = reads ? ['lost'] : toStore ? ['lost', 'landed'] : ['lost', 'landed', 'late'];
    // Begun and not said, or said and not kept, is a request that is lost or has landed: one of both will do.
    const some = /^(begin|settle) /.test(what) ? [landings[Math.floor(random() * 2)] ?? 'lost'] : landings;
    return some.map((landing) => ({ at: places[Math.floor(random() * places.length)] ?? 0, landing }));
  });
}

const SEED = 20261127;
const known = new Set<string>();

describe(`a visit ends the same wherever the process dies (seed ${SEED})`, () => {
  const random = seeded(SEED);
  test.each(Object.entries({ kept, cancelled, takenElsewhere }))('%s', { timeout: 300_000 }, async (_, story) => {
    const plain = await tell(story, []);
    expect(plain.end).toMatchObject({ deadLetters: [] });
    const sample = sampleOf(plain.words, known, random);
    expect(sample).not.toEqual([]);
    for (const { what } of plain.words) known.add(what);
    for (const crash of sample) {
      const told = await tell(story, [crash]);
      const where = `died at ${crash.at}, ${plain.words[crash.at]?.what ?? ''}: ${crash.landing}`;
      expect([where, told.crashes, told.end]).toEqual([where, 1, plain.end]);
      // Sent Items say whether a mail has left.
      expect([where, told.mails, told.counted]).toEqual([where, plain.mails, 0]);
    }
  });

  test('and the time after it', { timeout: 120_000 }, async () => {
    const plain = await tell(kept, []);
    for (let run = 0; run < 3; run += 1) {
      const at = () => Math.floor(random() * (plain.words.length - 20));
      // Each counts from the one before, and what is said once more is said in the next life.
      const [first, second] = [at(), at()].sort((a, b) => a - b);
      const crashes: Crash[] = [
        { at: first ?? 0, landing: 'landed' },
        { at: (second ?? 0) + 1, landing: 'late' },
      ];
      const told = await tell(kept, crashes);
      expect([crashes, told.crashes, told.end, told.mails]).toEqual([crashes, 2, plain.end, plain.mails]);
    }
  });
});

test.each(['lost', 'landed', 'late'] as const)(
  'where Sent Items may not be read, a mail with an unclear outcome (%s) is sent once more and counted',
  async (landing) => {
    const without = { sentItems: false };
    const plain = await tell(cancelled, [], without);
    // Nothing overtakes the last one.
    const at = plain.words.findLastIndex(({ what }) => what.endsWith('/sendMail'));
    const told = await tell(cancelled, [{ at, landing }], without);
    expect(told.end).toEqual(plain.end);
    expect(told.counted).toBe(1);
    expect(told.mails.length - plain.mails.length).toBe(landing === 'lost' ? 0 : 1);
    expect(new Set(told.mails)).toEqual(new Set(plain.mails));
  },
);
