import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingMail } from '../../../desk/ports/mail.ts';
import type { MailUnderTest } from './under-test.ts';

const LETTER: OutgoingMail = {
  to: [{ name: 'Erika Beispiel', mail: 'erika@client.example' }],
  subject: 'Choose a time for our visit',
  html: '<p>Hello <b>Erika</b></p>',
  text: 'Hello Erika',
  key: 'mail-1',
};

/** What every way of sending mail must do behind the port. */
export function describeMail(name: string, start: () => Promise<MailUnderTest>): void {
  describe(name, () => {
    let world: MailUnderTest;
    beforeEach(async () => {
      world = await start();
    });
    afterEach(() => world.stop());
    const send = (letter: Partial<OutgoingMail> = {}) => world.does(() => world.mail.send({ ...LETTER, ...letter }));
    const sent = (key: string) => {
      const since = world.now() - 60 * 60_000;
      return world.does(() => world.mail.sent(key, since));
    };

    it('brings it to everybody, once, with its key and its file', async () => {
      const calendar = { name: 'visit.ics', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' };
      await send({ to: [...LETTER.to, { mail: 'ben@client.example' }], calendar });
      for (const address of ['erika@client.example', 'ben@client.example']) {
        const [letter, ...more] = world.inbox(address);
        expect(more).toEqual([]);
        expect(letter).toMatchObject({ subject: LETTER.subject, content: LETTER.html, files: 1 });
        expect(letter?.headers).toContain('mail-1');
      }
    });

    it('knows afterwards what has left and what has not', async () => {
      await send();
      expect([await sent('mail-1'), await sent('mail-2')]).toEqual([true, false]);
    });

    it('sends nothing by itself when nobody knows whether a mail left, and can tell later', async () => {
      world.loseNextAnswer();
      await expect(send()).rejects.toMatchObject({ done: 'unknown', retry: 'later' });
      expect(world.inbox('erika@client.example')).toHaveLength(1);
      expect(await sent('mail-1')).toBe(true);
    });

    it('does not know when it may not look', async () => {
      await send();
      world.mayNotLook();
      expect(await sent('mail-1')).toBeUndefined();
    });
  });
}
