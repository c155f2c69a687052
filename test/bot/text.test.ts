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

describe('typedText', () => {
  const us = '<at>Callboard</at>';
  it.each([
    ['text without a mention', 'my tickets', [], 'my tickets'],
    ['text after a mention of the bot', `${us}&nbsp;queue`, [mention(us)], 'queue'],
    ['text between two mentions of the bot', `${us} hand over ${us}`, [mention(us)], 'hand over'],
    [
      'a mention of a colleague',
      `${us} give 7 to <at>Ben Okafor</at>`,
      [mention(us), mention('<at>Ben Okafor</at>', '29:b')],
      'give 7 to Ben Okafor',
    ],
    ['a mention tag with attributes', 'to <at id="0">Ben</at> now', [], 'to Ben now'],
    ['several lines', `${us}\u00a0note\nline two`, [mention(us)], 'note\nline two'],
    ['other markup', 'a <b> & c', [], 'a <b> & c'],
    ['a missing text', undefined, [], ''],
    [
      'malformed entities',
      'hi',
      [{}, { type: 'mention' }, { type: 'mention', text: '', mentioned: { id: BOT } }],
      'hi',
    ],
  ])('cleans %s', (_how, text, entities, expected) => {
    expect(typed(text, entities)).toBe(expected);
  });

  it('never keeps a mention tag, a no-break space or outer spaces', () => {
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
