import { describe, expect, it } from 'vitest';
import { People } from '../../store/mongo/people.ts';
import type { StoredDoc } from '../../store/mongo/stored.ts';

function person(id: string, data: Record<string, unknown> = {}): StoredDoc {
  return { _id: id, v: 1, s: 1, data: { name: id, ...data } };
}

/** A database of people that counts how often it is asked for all of them and for some, and a clock moved by hand. */
function bench(...rows: StoredDoc[]) {
  const state = { rows, listed: 0, asked: 0, now: 0, ill: false };
  const answer = async (limit: number) => {
    if (state.ill) throw new Error('the database is ill');
    return state.rows.slice(0, limit);
  };
  const list = (limit: number) => {
    state.listed += 1;
    return answer(limit);
  };
  const people = new People(list, () => state.now);
  const ask = (limit: number) => () => {
    state.asked += 1;
    return answer(limit + 1);
  };
  const everybody = (limit = 2_000) => people.query({ index: 'byName', limit }, ask(limit));
  const find = (index: string, value: string) => people.query({ index, eq: [value], limit: 5 }, ask(5));
  return { state, people, everybody, find };
}

describe('cached people', () => {
  it('are read once for all callers within a second, and again after it', async () => {
    const { state, people, everybody } = bench(person('ana'));
    await Promise.all([everybody(), everybody(), everybody()]);
    state.now = 999;
    await everybody();
    expect(await people.get('ana')).toBeDefined();
    expect(state).toMatchObject({ listed: 1, asked: 0 });
    state.rows = [person('ana', { active: false })];
    state.now = 1_000;
    expect((await everybody())[0]?.data['active']).toBe(false);
    expect(state).toMatchObject({ listed: 2, asked: 0 });
  });

  it('are all read at the third query within a second, not for a single query now and then', async () => {
    const { state, people } = bench(person('ana'));
    for (let n = 0; n < 10; n += 1) {
      state.now += 600;
      expect(await people.get('ana')).toBeUndefined();
    }
    expect(state.listed).toBe(0);
    await people.get('ana');
    expect(await people.get('ana')).toBeDefined();
    expect(state.listed).toBe(1);
  });

  it('are read again for callers that need them fresh', async () => {
    const { state, people, everybody } = bench(person('ana'));
    await everybody();
    state.rows = [person('ana', { active: false })];
    const now = await people.query({ index: 'byName', limit: 2_000, fresh: true }, () => Promise.resolve([]));
    expect(now[0]?.data['active']).toBe(false);
    expect((await people.get('ana'))?.data['active']).toBe(false);
  });

  it('are dropped when this process changes one of them', async () => {
    const { state, people, everybody } = bench(person('ana'));
    await everybody();
    state.rows = [person('ana', { active: false })];
    people.forget();
    expect((await everybody())[0]?.data['active']).toBe(false);
  });

  it('are read from the database after a failed read', async () => {
    const { state, people, everybody } = bench(person('ana'));
    state.ill = true;
    await expect(everybody()).rejects.toThrow('ill');
    expect(await people.get('ana')).toBeUndefined();
    state.ill = false;
    expect(await everybody()).toHaveLength(1);
  });

  it('are found by each identifying field; unknown people are looked up in the database', async () => {
    const { state, everybody, find } = bench(person('ana', { mail: 'a@b.example', entraId: 'e1' }), person('ben'));
    await everybody();
    expect((await find('byMail', 'a@b.example')).map(({ _id }) => _id)).toEqual(['ana']);
    expect((await find('byEntra', 'e1')).map(({ _id }) => _id)).toEqual(['ana']);
    expect(state).toMatchObject({ listed: 1, asked: 0 });
    await find('byEntra', 'e2');
    await find('byName', 'ana');
    expect(state).toMatchObject({ listed: 1, asked: 2 });
  });

  it('are left to the database when only a page of them is requested', async () => {
    const { state, everybody } = bench(person('ana'), person('ben'));
    expect(await everybody(1)).toHaveLength(2);
    expect(state).toMatchObject({ listed: 0, asked: 1 });
  });

  it('are not cached when there are more than five hundred, and are not counted again for a minute', async () => {
    const crowd = Array.from({ length: 501 }, (_, n) => person(`p${n}`));
    const { state, people, everybody } = bench(...crowd);
    expect(await everybody()).toHaveLength(501);
    for (; state.now < 59_000; state.now += 100) await people.get('p1');
    expect(state.listed).toBe(1);
    expect(await people.get('p1')).toBeUndefined();
  });
});
