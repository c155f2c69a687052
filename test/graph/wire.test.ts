import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { clientStateOf, mailOf } from '../../graph/client-state.ts';
import { readNotice } from '../../graph/notice.ts';
import { retryAfterMs } from '../../graph/retry-after.ts';
import { durationMinutes, endTime, instantOf, prefer, startTime, timestamp, utc, zulu } from '../../graph/wire.ts';
import { ianaOf, windowsOf } from '../../graph/zones.ts';
import { isTimeZone } from '../../model/time-zone.ts';

describe('time zones', () => {
  it('include an IANA name for every Windows name', () => {
    for (const { windowsName: name } of WINDOWS_TO_IANA_MAP) expect(isTimeZone(ianaOf(name) ?? ''), name).toBe(true);
  });

  it.each([
    ['UTC', 'UTC'],
    ['tzone://Microsoft/Utc', 'UTC'],
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['Customized Time Zone', undefined],
    ['tzone://Microsoft/Custom', undefined],
    ['Mars/Olympus', undefined],
    ['', undefined],
  ])('map the name “%s” to the IANA name %s', (name, iana) => expect(ianaOf(name)).toBe(iana));

  it.each([
    ['Europe/Berlin', 'W. Europe Standard Time'],
    ['Europe/Kyiv', 'FLE Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['US/Eastern', 'Eastern Standard Time'],
    ['America/Ciudad_Juarez', undefined],
    ['nonsense', undefined],
  ])('map the IANA name %s to the Windows name %s', (iana, name) => expect(windowsOf(iana)).toBe(name));
});

describe('times', () => {
  const at = (dateTime: string, timeZone?: string | null) => startTime.parse({ dateTime, timeZone });

  it('with seven digits and no offset are read in the zone beside them', () => {
    expect(at('2026-12-01T14:00:00.0000000', 'UTC')).toBe(Date.UTC(2026, 11, 1, 14));
    expect(at('2026-12-01T14:00:00.0000000', 'W. Europe Standard Time')).toBe(Date.UTC(2026, 11, 1, 13));
    expect(at('2026-12-01T14:00:00', 'America/New_York')).toBe(Date.UTC(2026, 11, 1, 19));
    expect(at('2026-12-01T14:00:00')).toBe(Date.UTC(2026, 11, 1, 14));
    expect(at('2026-12-01T14:00:00+02:00', 'UTC')).toBe(Date.UTC(2026, 11, 1, 12));
  });

  it('in the hour that occurs twice are read so that nobody looks free by mistake', () => {
    const twice = { dateTime: '2026-11-01T01:30:00.0000000', timeZone: 'Eastern Standard Time' };
    expect(startTime.parse(twice)).toBe(Date.UTC(2026, 10, 1, 5, 30));
    expect(endTime.parse(twice)).toBe(Date.UTC(2026, 10, 1, 6, 30));
  });

  it.each(['2026-13-01T00:00:00', '2026-12-01', 'soon', '2026-12-01T14:00:00[evil]', '9'.repeat(50)])(
    'like “%s” are rejected',
    (dateTime) => expect(startTime.safeParse({ dateTime, timeZone: 'UTC' }).success).toBe(false),
  );

  it('in a custom time zone are rejected', () => {
    const odd = { dateTime: '2026-12-01T14:00:00', timeZone: 'Customized Time Zone' };
    expect(startTime.safeParse(odd).success).toBe(false);
  });

  it('survive a round trip', () => {
    const second = fc.integer({ min: 0, max: 4_000_000_000 }).map((s) => s * 1000);
    fc.assert(
      fc.property(second, (instant) => {
        expect(startTime.parse(utc(instant))).toBe(instant);
        expect(timestamp.parse(zulu(instant))).toBe(instant);
        expect(instantOf(`${utc(instant).dateTime}.0000000`, 'UTC', 'end')).toBe(instant);
      }),
    );
  });

  it('are requested in UTC, together with immutable ids', () => {
    const { Prefer: wishes } = prefer('odata.maxpagesize=100');
    expect(wishes.split(', ')).toEqual(['outlook.timezone="UTC"', 'IdType="ImmutableId"', 'odata.maxpagesize=100']);
  });

  it('as ISO durations are read as minutes', () => {
    const minutes = ['PT1H30M', 'PT90M', 'P1D', 'P1W', 'PT0S', 'PT5400S'].map((text) => durationMinutes.parse(text));
    expect(minutes).toEqual([90, 90, 1440, 10080, 0, 90]);
    for (const text of ['P', '90', 'PT', '-PT5M', 'P1H']) expect(durationMinutes.safeParse(text).success).toBe(false);
  });
});

describe('reading Retry-After as milliseconds', () => {
  const now = Date.UTC(2026, 5, 1);
  const asked = (headers: Record<string, string>) => retryAfterMs((name) => headers[name], now);

  it.each([
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after': '2.128' }, 2_128],
    [{ 'retry-after': new Date(now + 3_000).toUTCString() }, 3_000],
    [{ 'retry-after': new Date(now - 3_000).toUTCString() }, 0],
    [{ 'retry-after': '-5' }, 0],
    [{ 'retry-after-ms': '150' }, 150],
    [{ 'x-ms-retry-after-ms': '150', 'retry-after': '1' }, 150],
    [{ 'retry-after': '999999999' }, 600_000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{}, undefined],
  ])('from %j returns %s', (headers, ms) => expect(asked(headers as Record<string, string>)).toBe(ms));
});

describe('notifications', () => {
  const secret = 'only-we-know-this';
  const state = clientStateOf(secret, 'ana@msp.example') ?? '';
  const read = (value: unknown, query = {}) => readNotice(secret, query, { value });

  it('answer the handshake with the decoded token and nothing else', () => {
    expect(readNotice(secret, { validationToken: 'Validation: a+b <script>' }, undefined)).toEqual({
      ok: true,
      answer: 'Validation: a+b <script>',
    });
    for (const token of ['', ['a', 'b'], 'x'.repeat(5_000), {}]) {
      expect(readNotice(secret, { validationToken: token }, undefined)).toEqual({ ok: false });
    }
  });

  it('with a wrong clientState are ignored, even beside a valid one', () => {
    const forged = clientStateOf('guessed', 'ben@msp.example');
    const swapped = `${state.slice(0, 22)}.ben@msp.example`;
    const items = [forged, swapped, `${state}x`, '', undefined, 7].map((clientState) => ({ clientState }));
    expect(read(items)).toEqual({ ok: false });
    expect(read([...items, { clientState: state, subscriptionId: 's' }])).toEqual({
      ok: true,
      notice: { mails: ['ana@msp.example'], renew: [], missed: false },
    });
  });

  it('that arrive twice are reported once', () => {
    const one = { clientState: state, subscriptionId: 's' };
    expect(read([one, one]).notice).toEqual({ mails: ['ana@msp.example'], renew: [], missed: false });
  });

  it('never make the reader throw, whatever arrives', () => {
    fc.assert(
      fc.property(fc.anything(), fc.dictionary(fc.string(), fc.anything()), (body, query) => {
        expect(typeof readNotice(secret, query, body).ok).toBe('boolean');
      }),
    );
    const deep = Array.from({ length: 2_000 }, () => ({ clientState: state }));
    expect(read(deep)).toEqual({ ok: false });
  });

  it('carry an address that only we can have signed, in at most 128 characters', () => {
    expect(clientStateOf(secret, `${'a'.repeat(120)}@msp.example`)).toBeUndefined();
    fc.assert(
      fc.property(fc.emailAddress(), fc.string(), (mail, other) => {
        const made = clientStateOf(secret, mail);
        if (made === undefined) expect(mail.length).toBeGreaterThan(100);
        else {
          expect(made.length).toBeLessThanOrEqual(128);
          expect(mailOf(secret, made)).toBe(mail);
          if (other !== secret) expect(mailOf(other, made)).toBeUndefined();
        }
      }),
    );
  });
});
