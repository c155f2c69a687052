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

/** The contract that every mail port must satisfy. */
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

    it('delivers a mail once to each recipient, with its key and its attachment', async () => {
      const calendar = { name: 'visit.ics', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' };
      await send({ to: [...LETTER.to, { mail: 'ben@client.example' }], calendar });
      for (const address of ['erika@client.example', 'ben@client.example']) {
        const [letter, ...more] = world.inbox(address);
        expect(more).toEqual([]);
        expect(letter).toMatchObject({ subject: LETTER.subject, content: LETTER.html, files: 1 });
        expect(letter?.headers).toContain('mail-1');
      }
    });

    it('reports whether a mail was sent', async () => {
      await send();
      expect([await sent('mail-1'), await sent('mail-2')]).toEqual([true, false]);
    });

    it('does not resend a mail with an unknown outcome, and later reports that it was sent', async () => {
      world.loseNextAnswer();
      await expect(send()).rejects.toMatchObject({ done: 'unknown', retry: 'later' });
      expect(world.inbox('erika@client.example')).toHaveLength(1);
      expect(await sent('mail-1')).toBe(true);
    });

    it('reports an unknown outcome without the permission to read the mailbox', async () => {
      await send();
      world.mayNotLook();
      expect(await sent('mail-1')).toBeUndefined();
    });
  });
}
