import { describe, expect, it } from 'vitest';
import { People } from '../../store/mongo/people.ts';
import type { StoredDoc } from '../../store/mongo/stored.ts';

function person(id: string, data: Record<string, unknown> = {}): StoredDoc {
  return { _id: id, v: 1, s: 1, by: 'somebody', data: { name: id, ...data } };
}

/** A database of people that counts how often it is read, and a clock moved by hand. */
function bench(...rows: StoredDoc[]) {
  const state = { rows, reads: 0, now: 0, ill: false };
  const people = new People(
    async () => {
      state.reads += 1;
      if (state.ill) throw new Error('the database is ill');
      return state.rows;
    },
    () => state.now,
  );
  return { state, people };
}

describe('people in memory', () => {
  it('are read once for all who ask within a second, and anew after it', async () => {
    const { state, people } = bench(person('ana'));
    await Promise.all([people.get('ana'), people.get('ana'), people.query({ index: 'byName', limit: 10 })]);
    state.now = 999;
    await people.get('ana');
    expect(state.reads).toBe(1);
    state.rows = [person('ana', { active: false })];
    state.now = 1_000;
    expect((await people.get('ana'))?.data['active']).toBe(false);
    expect(state.reads).toBe(2);
  });

  it('are forgotten when this process changes one of them', async () => {
    const { state, people } = bench(person('ana'));
    await people.get('ana');
    state.rows = [person('ana', { active: false })];
    people.forget();
    expect((await people.get('ana'))?.data['active']).toBe(false);
  });

  it('are asked for again after the database was ill', async () => {
    const { state, people } = bench(person('ana'));
    state.ill = true;
    await expect(people.get('ana')).rejects.toThrow('ill');
    state.ill = false;
    expect(await people.get('ana')).toBeDefined();
  });

  it('are found by what tells who they are; whoever is not known has to be looked for', async () => {
    const { people } = bench(person('ana', { mail: 'a@b.example', entraId: 'e1' }), person('ben'));
    const ids = async (index: string, ...eq: string[]) =>
      (await people.query({ index, eq, limit: 5 }))?.map(({ _id }) => _id);
    expect(await ids('byMail', 'a@b.example')).toEqual(['ana']);
    expect(await ids('byEntra', 'e1')).toEqual(['ana']);
    expect(await ids('byEntra', 'e2')).toBeUndefined();
    expect(await ids('byName')).toEqual(['ana', 'ben']);
    expect(await ids('byName', 'ana')).toBeUndefined();
    expect(await people.get('cleo')).toBeUndefined();
  });

  it('in pages are left to the database', async () => {
    const { people } = bench(person('ana'), person('ben'));
    expect(await people.query({ index: 'byName', limit: 1 })).toBeUndefined();
    expect(await people.query({ index: 'byName', limit: 5, after: 'x' })).toBeUndefined();
  });
});
