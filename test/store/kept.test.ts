import { expect, it } from 'vitest';
import { ImmutableCache } from '../../store/mongo/immutable-cache.ts';
import type { StoredDoc } from '../../store/mongo/stored.ts';

const decision = (id: string): StoredDoc => ({ _id: id, v: 1, s: 1, data: {} });

it('the cache keeps only immutable documents, the five hundred that were read last', () => {
  const kept = new ImmutableCache();
  for (let n = 0; n < 500; n += 1) kept.keep('decisions', decision(`d${n}`));
  expect(kept.get('decisions', 'd0')).toBeDefined();
  kept.keep('decisions', decision('one more'));
  // The one that nobody has asked for longest goes.
  expect(kept.get('decisions', 'd1')).toBeUndefined();
  expect(kept.get('decisions', 'd0')).toBeDefined();
  kept.forget('d0');
  expect(kept.get('decisions', 'd0')).toBeUndefined();
  kept.keep('tickets', decision('t'));
  expect(kept.get('tickets', 't')).toBeUndefined();
});
