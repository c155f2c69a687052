import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseActivity } from '../../bot/activity.ts';
import { typedText } from '../../bot/text.ts';

const BOT = '28:bot';
const frame = { type: 'message', channelId: 'msteams', serviceUrl: 'https://smba.example/', from: { id: '29:a' } };
const mention = (text: string, id = BOT) => ({ type: 'mention', text, mentioned: { id, name: 'x' } });

function typed(text: string | undefined, entities: unknown[] = []): string {
  return typedText(parseActivity({ ...frame, conversation: { id: 'c' }, recipient: { id: BOT }, text, entities }));
}

describe('what somebody typed', () => {
  const us = '<at>Callboard</at>';
  it.each([
    ['without a mention', 'my tickets', [], 'my tickets'],
    ['after our name', `${us}&nbsp;queue`, [mention(us)], 'queue'],
    ['between two mentions of us', `${us} hand over ${us}`, [mention(us)], 'hand over'],
    [
      'with a colleague named',
      `${us} give 7 to <at>Ben Okafor</at>`,
      [mention(us), mention('<at>Ben Okafor</at>', '29:b')],
      'give 7 to Ben Okafor',
    ],
    ['with attributes in the tag', 'to <at id="0">Ben</at> now', [], 'to Ben now'],
    ['on several lines', `${us}\u00a0note\nline two`, [mention(us)], 'note\nline two'],
    ['with other markup', 'a <b> & c', [], 'a <b> & c'],
    ['as nothing at all', undefined, [], ''],
    [
      'with entities that are none',
      'hi',
      [{}, { type: 'mention' }, { type: 'mention', text: '', mentioned: { id: BOT } }],
      'hi',
    ],
  ])('%s', (_how, text, entities, expected) => {
    expect(typed(text, entities)).toBe(expected);
  });

  it('never keeps a mention tag or a hard space, and is the same when cleaned again', () => {
    const piece = fc.constantFrom(us, '<at>', '</at>', '&nbsp;', '\u00a0', ' ', 'ticket 7', '<', '&', '\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = typed(pieces.join(''), [mention(us)]);
        expect(once).not.toMatch(/<at>|<\/at>|&nbsp;|\u00a0/);
        expect(once).toBe(once.trim());
      }),
    );
  });
});
