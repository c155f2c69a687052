import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { clientMail } from '../../desk/client-messages/index.ts';
import type { ClientMessageView } from '../../model/client-page.ts';
import { ALL, START, view } from './views.ts';

/** A calendar file read back the way RFC 5545 says: unfolded, then name and value. */
function read(of: ClientMessageView) {
  const content = clientMail(of).calendar?.content ?? '';
  const lines = content.split('\r\n');
  const unfolded = content.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
  const values = new Map(unfolded.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
  return { content, lines, values, names: unfolded.map((line) => line.slice(0, line.indexOf(':'))) };
}

describe('the calendar file', () => {
  it('has its time in UTC, subject and place, and replaces its earlier version', () => {
    const { values } = read(view('visit-confirmed'));
    expect(values.get('METHOD')).toBe('PUBLISH');
    expect(values.get('UID')).toBe('visit_1@callboard');
    expect(values.get('SEQUENCE')).toBe('3');
    expect(values.get('DTSTAMP')).toBe('20260610T080000Z');
    expect(values.get('DTSTART')).toBe('20260612T070000Z');
    expect(values.get('DTEND')).toBe('20260612T083000Z');
    expect(values.get('SUMMARY')).toBe('Visit: The reception printer is dead (Northwind IT)');
    expect(values.get('LOCATION')).toBe('Hauptstraße 12\\, 10115 Berlin');
    expect(values.get('STATUS')).toBe('CONFIRMED');
    const moved = read(view('visit-moved', { sequence: 7, start: START + 3_600_000 }));
    expect(moved.values.get('UID')).toBe(values.get('UID'));
    expect(moved.values.get('SEQUENCE')).toBe('7');
  });

  it('removes a cancelled visit', () => {
    const { values } = read(view('visit-cancelled'));
    expect(values.get('METHOD')).toBe('CANCEL');
    expect(values.get('STATUS')).toBe('CANCELLED');
    expect(values.get('UID')).toBe('visit_1@callboard');
  });

  it('is attached where the appointment changed, and nowhere else', () => {
    const having = ALL.filter((message) => clientMail(view(message)).calendar !== undefined);
    expect(having).toEqual(['visit-confirmed', 'visit-moved', 'visit-cancelled', 'visit-technician']);
  });

  test('no text breaks or adds a line', () => {
    const tame = read(view('visit-confirmed'));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 500 }),
          fc.constantFrom('x\r\nATTENDEE:mailto:evil@evil.example', 'a\nEND:VCALENDAR', ';,\\n\\', 'ü'.repeat(10_000)),
        ),
        fc.string({ unit: 'binary', maxLength: 300 }),
        (about, place) => {
          const plain = view('visit-confirmed');
          const { content, lines, names } = read({ ...plain, facts: { ...plain.facts, about, place } });
          expect(names).toEqual(tame.names);
          expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
          expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
          // Cut between characters: nothing was torn.
          expect(Buffer.from(content).toString()).toBe(content);
        },
      ),
    );
  });
});
