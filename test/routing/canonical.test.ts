import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../model/canonical.ts';
import { contentHash, sha256 } from '../../model/hash.ts';

describe('canonical JSON', () => {
  test('has one spelling per value', () => {
    expect(canonicalJson({ b: [1, -0, null], a: { d: 'é\u2028', c: undefined } })).toBe(
      '{"a":{"d":"é\u2028"},"b":[1,0,null]}',
    );
  });

  test('reads back as the same value, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.stringify(JSON.parse(text))).toHaveLength(text.length);
      }),
    );
    expect(contentHash({ a: 1, b: 2 })).toBe(contentHash({ b: 2, a: 1 }));
  });

  test.each([[NaN], [Infinity], [[undefined]], [1n], [() => 0], [new Date(0)], [new Map()], [undefined]])(
    'refuses values that JSON would change: %s',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    },
  );

  test('is hashed with SHA-256 of UTF-8', () => {
    // FIPS 180-4 example "abc".
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
