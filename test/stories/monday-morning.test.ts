import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

/** The technician who is asked about a ticket now, and the card in their chat. */
function asked(msp: SmallMsp, words: string) {
  for (const person of [msp.ana, msp.ben, msp.chris]) {
    const card = person.inbox().find((m) => m.words.includes(words) && m.actions.some((a) => a.startsWith('Take')));
    if (card) return { person, card, take: card.actions.find((a) => a.startsWith('Take')) ?? '' };
  }
  throw new Error(`nobody was asked about ${words}`);
}

describe('a Monday morning', () => {
  it('a ticket goes from HaloPSA to the technician who takes it, and back with a note that says why', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket(
      'Outlook will not open since this morning',
      'Hello, Outlook crashes when I start it. Erika',
    );
    await msp.minutes(1);

    expect(msp.dana.sees('Outlook will not open')).toBe(true);
    const { person, card, take } = asked(msp, 'Outlook will not open');
    expect(card.words).toContain('Contoso Dental');
    expect(person.toasts().length).toBeGreaterThan(0);

    await msp.does(() => person.click(card.id, take));
    await msp.minutes(1);

    expect(msp.haloOwner(ticket)).toBe(person.person.name);
    expect(msp.haloNotes(ticket)).toHaveLength(1);
    expect(msp.haloNotes(ticket)[0]).toContain(`${person.person.name} took this ticket`);
    const channel = msp.dana.channel().filter((m) => m.words.includes('Outlook will not open'));
    expect(channel).toHaveLength(1);
    expect(channel[0]?.words).toContain(person.person.name);
    expect((await msp.history(ticket)).map((event) => event.kind)).toEqual([
      'heard',
      'triaged',
      'decided',
      'offered',
      'claimed',
      'psa-confirmed',
    ]);
  });
});
