import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asHtml, plainText } from '../../psa/halopsa/text.ts';
import { ianaZone } from '../../psa/halopsa/time-zones.ts';
import {
  instantOf,
  optionalFlag,
  optionalNumber,
  optionalText,
  optionalTime,
  toHaloTime,
} from '../../psa/halopsa/wire.ts';
import { ticketRow } from '../../psa/halopsa/rows.ts';

describe('parsing what Halo sends', () => {
  it.each([
    ['2026-07-01T10:00:00', Date.UTC(2026, 6, 1, 10)],
    ['2026-07-01T10:00:00Z', Date.UTC(2026, 6, 1, 10)],
    ['2026-07-01T12:00:00+02:00', Date.UTC(2026, 6, 1, 10)],
    ['2026-07-01T10:00:00.1234567', Date.UTC(2026, 6, 1, 10, 0, 0, 123)],
    ['2026-07-01 10:00', Date.UTC(2026, 6, 1, 10)],
    ['2026-07-01', Date.UTC(2026, 6, 1)],
    ['tomorrow', undefined],
    ['', undefined],
  ])('reads the time %j as %s', (text, instant) => {
    expect(instantOf(text)).toBe(instant);
  });

  it.each(['0001-01-01T00:00:00', '1899-12-30T00:00:00', '1900-01-01T00:00:00', null, '', 'never', 5])(
    'reads %j as no time',
    (value) => {
      expect(optionalTime.parse(value)).toBeUndefined();
    },
  );

  it('reads back the times that it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 31_536_000_001, max: 4_102_444_800_000 }), (instant) => {
        expect(optionalTime.parse(toHaloTime(instant))).toBe(instant);
      }),
    );
  });

  it('reads numbers from text, flags from bits, and empty text as nothing', () => {
    expect(optionalNumber.parse('42')).toBe(42);
    expect(optionalNumber.parse('4x')).toBeUndefined();
    expect(optionalFlag.parse(1)).toBe(true);
    expect(optionalFlag.parse('false')).toBe(false);
    expect(optionalText.parse('')).toBeUndefined();
    expect(optionalText.parse(7)).toBe('7');
  });

  it('accepts any ticket that has an id, whatever its other fields', () => {
    const names = Object.keys(ticketRow.shape).filter((name) => name !== 'id');
    const junk = fc.dictionary(fc.constantFrom(...names), fc.anything());
    fc.assert(
      fc.property(junk, fc.integer(), (fields, id) => {
        expect(ticketRow.parse({ ...fields, id }).id).toBe(id);
      }),
    );
  });

  it('accepts Windows and IANA names of time zones', () => {
    expect(ianaZone('GMT Standard Time')).toBe('Europe/London');
    expect(ianaZone('Europe/Berlin')).toBe('Europe/Berlin');
    expect(ianaZone('Mars Standard Time')).toBeUndefined();
    expect(ianaZone(undefined)).toBeUndefined();
  });
});

describe('converting text', () => {
  it('returns the same words after a round trip through Halo’s HTML', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (words) => {
        const clean = words.replace(/\s+/g, ' ').trim();
        expect(plainText(asHtml(clean))).toBe(clean);
      }),
    );
  });

  it.each(['&amp; is an entity', '<b>&lt;b&gt;</b>', '"quoted" & \'quoted\'', 'a < b > c'])(
    'keeps %j unchanged',
    (words) => {
      expect(plainText(asHtml(words))).toBe(words);
    },
  );

  it('removes all tags', () => {
    expect(plainText('<style>p{}</style><p onclick="x()">Hi</p><img src=x onerror=alert(1)>')).toBe('Hi');
  });
});
