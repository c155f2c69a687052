import { describe, expect, it } from 'vitest';
import { People } from '../../store/mongo/people.ts';
import type { StoredDoc } from '../../store/mongo/stored.ts';

function person(id: string, data: Record<string, unknown> = {}): StoredDoc {
  return { _id: id, v: 1, s: 1, data: { name: id, ...data } };
}

/** A database of people that counts how often it is asked, and a clock moved by hand. */
function bench(...rows: StoredDoc[]) {
  const state = { rows, asked: 0, now: 0, ill: false };
  const people = new People(() => state.now);
  const ask = async () => {
    state.asked += 1;
    if (state.ill) throw new Error('the database is ill');
    return state.rows;
  };
  const everybody = (limit = 10) => people.query({ index: 'byName', limit }, ask);
  return { state, people, ask, everybody };
}

describe('people in memory', () => {
  it('are asked for once by all who need them within a second, and anew after it', async () => {
    const { state, people, everybody } = bench(person('ana'));
    await Promise.all([everybody(), everybody(), everybody()]);
    state.now = 999;
    await everybody();
    expect(await people.get('ana')).toBeDefined();
    expect(state.asked).toBe(1);
    state.rows = [person('ana', { active: false })];
    state.now = 1_000;
    expect(await people.get('ana')).toBeUndefined();
    expect((await everybody())[0]?.data['active']).toBe(false);
    expect(state.asked).toBe(2);
  });

  it('are forgotten when this process changes one of them', async () => {
    const { state, people, everybody } = bench(person('ana'));
    await everybody();
    state.rows = [person('ana', { active: false })];
    people.forget();
    expect((await everybody())[0]?.data['active']).toBe(false);
  });

  it('are looked for in the database when it was ill', async () => {
    const { state, people, everybody } = bench(person('ana'));
    state.ill = true;
    await expect(everybody()).rejects.toThrow('ill');
    expect(await people.get('ana')).toBeUndefined();
    state.ill = false;
    expect(await everybody()).toHaveLength(1);
  });

  it('are found by what tells who they are; the database is asked for whoever is not known', async () => {
    const { state, people, ask, everybody } = bench(
      person('ana', { mail: 'a@b.example', entraId: 'e1' }),
      person('ben'),
    );
    await everybody();
    const find = (index: string, value: string) => people.query({ index, eq: [value], limit: 5 }, ask);
    expect((await find('byMail', 'a@b.example')).map(({ _id }) => _id)).toEqual(['ana']);
    expect((await find('byEntra', 'e1')).map(({ _id }) => _id)).toEqual(['ana']);
    expect(state.asked).toBe(1);
    await find('byEntra', 'e2');
    await find('byName', 'ana');
    expect(state.asked).toBe(3);
  });

  it('are not kept when there are more than were asked for', async () => {
    const { people, everybody } = bench(person('ana'), person('ben'));
    await everybody(1);
    expect(await people.get('ana')).toBeUndefined();
  });
});
