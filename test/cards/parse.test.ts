import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../model/command.ts';
import { DIALOGS, parseCommand, parseDialog, parseDialogSubmit, reasonCode } from '../../cards/index.ts';

const on = { ticketId: '4711', version: 4 };

describe('a tap', () => {
  test.each<[string, object, Command]>([
    ['claim', on, { do: 'claim', ...on }],
    ['approve', on, { do: 'approve', ...on }],
    ['undo', on, { do: 'undo', ...on }],
    ['accept-proposal', on, { do: 'settle-proposal', ...on, accept: true }],
    ['reject-proposal', on, { do: 'settle-proposal', ...on, accept: false }],
    ['resume', {}, { do: 'resume' }],
    ['look', {}, { do: 'look' }],
    ['look', on, { do: 'look', ticketId: '4711' }],
    ['retry-effect', { effectId: 'assign:4711:3' }, { do: 'retry-effect', effectId: 'assign:4711:3' }],
    ['dismiss-effect', { effectId: 'note:4711:3' }, { do: 'dismiss-effect', effectId: 'note:4711:3' }],
  ])('%s with %j', (verb, data, command) => {
    expect(parseCommand(verb, { verb, ...data })).toEqual({ ok: true, command });
  });

  test('carries no identity, whatever the card’s data claims', () => {
    const forged = {
      ...on,
      personId: 'person_dana',
      by: 'person_dana',
      roles: ['admin'],
      to: 'person_ana',
      reason: 'no-time',
    };
    expect(parseCommand('claim', forged)).toEqual({ ok: true, command: { do: 'claim', ...on } });
    expect(parseCommand('approve', forged)).toEqual({ ok: true, command: { do: 'approve', ...on } });
  });

  test.each([
    ['steal', on, 'VERB_UNKNOWN', undefined],
    ['', on, 'VERB_UNKNOWN', undefined],
    ['constructor', on, 'VERB_UNKNOWN', undefined],
    ['claim', {}, 'INPUT_INVALID', 'ticketId'],
    ['claim', null, 'INPUT_INVALID', 'ticketId'],
    ['claim', [on], 'INPUT_INVALID', 'ticketId'],
    ['claim', { ...on, ticketId: 4711 }, 'INPUT_INVALID', 'ticketId'],
    ['claim', { ...on, ticketId: '../4711' }, 'INPUT_INVALID', 'ticketId'],
    ['claim', { ...on, ticketId: '4711\n' }, 'INPUT_INVALID', 'ticketId'],
    ['claim', { ...on, ticketId: { $gt: '' } }, 'INPUT_INVALID', 'ticketId'],
    ['claim', { ...on, ticketId: 'x'.repeat(121) }, 'INPUT_INVALID', 'ticketId'],
    ['claim', { ...on, version: '4' }, 'INPUT_INVALID', 'version'],
    ['claim', { ...on, version: 1.5 }, 'INPUT_INVALID', 'version'],
    ['claim', { ...on, version: -1 }, 'INPUT_INVALID', 'version'],
    ['retry-effect', on, 'INPUT_INVALID', 'effectId'],
    ['look', { ticketId: '' }, 'INPUT_INVALID', 'ticketId'],
  ])('%s with %j is refused: %s', (verb, data, code, field) => {
    expect(parseCommand(verb, data)).toEqual({ ok: false, code, ...(field && { field }) });
  });
});

describe('a dialog', () => {
  test.each(['override', 'decline', 'hand-over', 'release', 'claim-other', 'answer'] as const)(
    '%s opens for a ticket',
    (verb) => {
      const opened = { ok: true, dialog: { dialog: verb, ...on } };
      expect(parseDialog({ verb, ...on, msteams: { type: 'task/fetch' } })).toEqual(opened);
      // Clients that know no task/fetch send the button as a message.
      expect(parseCommand(verb, { verb, ...on })).toEqual(opened);
      expect(parseDialog({ verb })).toEqual({ ok: false, code: 'INPUT_INVALID', field: 'ticketId' });
    },
  );
  test('for pausing needs no ticket', () => {
    expect(parseDialog({ verb: 'pause' })).toEqual({ ok: true, dialog: { dialog: 'pause' } });
  });

  test.each<[object, Command]>([
    [
      { verb: 'decline', reason: 'no-time' },
      { do: 'decline', ...on, reason: 'no-time' },
    ],
    [
      { verb: 'decline', reason: 'other', words: '  my car\u0000 broke\r\ndown ' },
      { do: 'decline', ...on, reason: 'other: my car broke down' },
    ],
    [
      { verb: 'release', reason: 'waiting', words: 'for a part' },
      { do: 'release', ...on, reason: 'waiting: for a part' },
    ],
    [
      { verb: 'override', to: 'person_cara', reason: 'better-skill' },
      { do: 'override', ...on, to: 'person_cara', reason: 'better-skill' },
    ],
    [
      { verb: 'claim-other', reason: 'nearer' },
      { do: 'claim', ...on, reason: 'nearer' },
    ],
    [{ verb: 'claim-other' }, { do: 'claim', ...on }],
    [
      { verb: 'hand-over', to: 'person_cara', note: 'Cable is swapped.' },
      { do: 'hand-over', ...on, to: 'person_cara', note: 'Cable is swapped.' },
    ],
    [
      { verb: 'answer', 'answer-which-device': ' the left one ', 'answer-since': '' },
      { do: 'answer', ...on, answers: { 'which-device': 'the left one' } },
    ],
    [
      { verb: 'pause', reason: 'outage' },
      { do: 'pause', reason: 'outage' },
    ],
  ])('sent with %j', (typed, command) => {
    expect(parseDialogSubmit({ ...on, ...typed })).toEqual({ ok: true, command });
  });

  test.each([
    [{ verb: 'decline' }, 'REASON_NEEDED', 'reason'],
    [{ verb: 'decline', reason: 'bored' }, 'REASON_NEEDED', 'reason'],
    [{ verb: 'decline', reason: 'training' }, 'REASON_NEEDED', 'reason'],
    [{ verb: 'decline', reason: 'other', words: ' \u200b ' }, 'REASON_NEEDED', 'words'],
    [{ verb: 'decline', reason: 'no-time', words: 'x'.repeat(501) }, 'INPUT_INVALID', 'words'],
    [{ verb: 'override', reason: 'nearer' }, 'INPUT_INVALID', 'to'],
    [{ verb: 'override', to: 'person_cara' }, 'REASON_NEEDED', 'reason'],
    [{ verb: 'hand-over', to: 'person_cara', note: ' ' }, 'INPUT_INVALID', 'note'],
    [{ verb: 'hand-over', to: '<b>', note: 'x' }, 'INPUT_INVALID', 'to'],
    [{ verb: 'answer' }, 'INPUT_INVALID', 'answer'],
    [{ verb: 'answer', 'answer-__proto__': 'x' }, 'INPUT_INVALID', 'answer-__proto__'],
    [{ verb: 'claim', reason: 'nearer' }, 'VERB_UNKNOWN', undefined],
  ])('submitted with %j is refused: %s', (typed, code, field) => {
    expect(parseDialogSubmit({ ...on, ...typed })).toEqual({ ok: false, code, ...(field && { field }) });
  });

  test('logs the code of a reason and never its words', () => {
    expect(reasonCode('better-skill: did it last week')).toBe('better-skill');
    expect(reasonCode('no-time')).toBe('no-time');
    expect(reasonCode('she said: no-time')).toBe('other');
    expect(reasonCode('constructor: x')).toBe('other');
  });
});

/** What each command may hold. */
const FIELDS: Readonly<Record<Command['do'], readonly string[]>> = {
  claim: ['ticketId', 'version', 'reason'],
  approve: ['ticketId', 'version'],
  override: ['ticketId', 'version', 'to', 'reason'],
  'settle-proposal': ['ticketId', 'version', 'accept'],
  decline: ['ticketId', 'version', 'reason'],
  'hand-over': ['ticketId', 'version', 'to', 'note'],
  release: ['ticketId', 'version', 'reason'],
  undo: ['ticketId', 'version'],
  answer: ['ticketId', 'version', 'answers'],
  'offer-visit': ['ticketId', 'version', 'kind'],
  'choose-slot': ['ticketId', 'version', 'kind', 'slot'],
  'cancel-visit': ['ticketId', 'version', 'reason'],
  'give-visit': ['ticketId', 'version'],
  'visit-late': ['ticketId', 'minutes'],
  'ask-new-time': ['ticketId', 'version', 'replanId'],
  'make-room': ['ticketId', 'version'],
  'call-in-sick': ['personId'],
  'back-at-work': ['personId'],
  'apply-replan': ['replanId'],
  'leave-replan': ['replanId'],
  'undo-replan': ['replanId'],
  pause: ['reason'],
  resume: [],
  'retry-effect': ['effectId'],
  'dismiss-effect': ['effectId'],
  look: ['ticketId'],
};

describe('any JSON', () => {
  const verbs = fc.oneof(
    fc.constantFrom(...Object.keys(FIELDS), ...Object.keys(DIALOGS), 'accept-proposal', '__proto__'),
    fc.string(),
  );
  const value = fc.oneof(
    fc.constantFrom<unknown>('4711', 4, 'no-time', 'other', 'nearer', 'person_ana', ''),
    fc.jsonValue(),
    fc.string({ maxLength: 2_000 }),
  );
  const keys = fc.oneof(
    fc.constantFrom(
      'ticketId',
      'version',
      'effectId',
      'to',
      'reason',
      'words',
      'note',
      'verb',
      'answer-a',
      'answer-b',
      '__proto__',
      'personId',
    ),
    fc.string(),
  );
  const data = fc.oneof(
    fc.anything(),
    fc.jsonValue(),
    fc.dictionary(keys, value, { maxKeys: 9 }),
    fc.record(
      {
        ticketId: fc.constant('4711'),
        version: fc.nat(),
        verb: verbs,
        reason: value,
        words: value,
        to: value,
        note: value,
      },
      { requiredKeys: ['ticketId', 'version', 'verb'] },
    ),
  );

  test('never throws and never becomes a command with extra fields', () => {
    fc.assert(
      fc.property(verbs, data, (verb, hostile) => {
        for (const parsed of [parseCommand(verb, hostile), parseDialog(hostile), parseDialogSubmit(hostile)]) {
          if (!parsed.ok) {
            expect(['VERB_UNKNOWN', 'INPUT_INVALID', 'REASON_NEEDED']).toContain(parsed.code);
          } else if ('command' in parsed) {
            const { do: what, ...fields } = parsed.command;
            for (const [key, held] of Object.entries(fields)) {
              expect(FIELDS[what]).toContain(key);
              const texts = typeof held === 'object' ? Object.values(held as object) : [held];
              for (const text of texts) expect(String(text).length).toBeLessThanOrEqual(520);
            }
          } else {
            expect(
              Object.keys(parsed.dialog).filter((key) => !['dialog', 'ticketId', 'version'].includes(key)),
            ).toEqual([]);
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
