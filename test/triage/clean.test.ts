import { describe, expect, test } from 'vitest';
import { cleanSpans } from '../../triage/clean.ts';

/** What is left of a mail, one line each. */
const left = (text: string) => cleanSpans(text).map(({ start, end }) => text.slice(start, end));

describe('the sender’s own words in a mail', () => {
  test.each([
    [
      'an English signature and disclaimer',
      'Hi team,\n\nOutlook crashes when I start it.\nIt began on Monday.\n\nKind regards,\nErika Beispiel\nContoso Dental\n+44 1632 960000\n\nThis e-mail and any attachments are confidential.',
      ['Outlook crashes when I start it.', 'It began on Monday.'],
    ],
    [
      'a German mail',
      'Sehr geehrte Damen und Herren,\n\nder Drucker im ersten Stock druckt nicht mehr.\n\nMit freundlichen Grüßen\nJana Sommer\nGeschäftsführer: Max Muster',
      ['der Drucker im ersten Stock druckt nicht mehr.'],
    ],
    [
      'a mail that came without its line breaks',
      'The notebook shows an error after the restart since yesterday. Acme Ltd is registered in England under number 1234567 whose registered office is at 1 Old Street.',
      ['The notebook shows an error after the restart since yesterday.'],
    ],
    [
      'a French mail',
      'Bonjour,\nimpossible d’imprimer depuis ce matin, merci de nous aider.\nCordialement\nLuc',
      ['impossible d’imprimer depuis ce matin, merci de nous aider.'],
    ],
    [
      'a Spanish mail',
      'Hola,\nno puedo entrar en mi correo desde esta mañana.\nUn saludo\nPilar',
      ['no puedo entrar en mi correo desde esta mañana.'],
    ],
    [
      'a reply above what it answers',
      'It happened again after lunch, same error as before.\n\nOn Mon, 23 Nov 2026 at 10:02, Service Desk wrote:\n> Please restart the laptop.\n> Best, Ben',
      ['It happened again after lunch, same error as before.'],
    ],
    [
      'a reply over an Outlook header',
      'The second monitor is still black, cable swapped.\n\nFrom: Service Desk <desk@msp.example>\nSent: Monday, 23 November 2026 10:02\nTo: Erika\nSubject: RE: Monitor\n\nPlease swap the cable.',
      ['The second monitor is still black, cable swapped.'],
    ],
    [
      'a banner, a phone and a picture',
      'CAUTION: This email originated from outside of the organization.\nMy headset has no sound in calls since today.\n[cid:image001.png@01DA]\nSent from my iPhone',
      ['My headset has no sound in calls since today.'],
    ],
    [
      'a mere thanks with a name below',
      'Toner is empty on the second floor printer.\nThanks\nTom',
      ['Toner is empty on the second floor printer.'],
    ],
    [
      'thanks that the matter follows',
      'The till is offline.\nThanks!\nOne more thing that I noticed while I was looking at it: the drawer of the till does not open either, and the screen of the card reader stays dark.',
      [
        'The till is offline.',
        'One more thing that I noticed while I was looking at it: the drawer of the till does not open either, and the screen of the card reader stays dark.',
      ],
    ],
    ['nothing but a signature', 'Sent from my iPhone', []],
    ['nothing', '', []],
  ])('%s', (_name, mail, said) => {
    expect(left(mail)).toEqual(said);
  });

  test('are the forwarded text when the sender wrote next to nothing', () => {
    const mail =
      'See below, please fix.\n\n---------- Forwarded message ---------\nFrom: Nina <nina@contoso.example>\nDate: Mon, 23 Nov 2026\nSubject: scanner\nTo: Erika\n\nThe scanner at reception makes black stripes on each page.\n\nKind regards\nNina';
    expect(left(mail)).toEqual([
      'See below, please fix.',
      'The scanner at reception makes black stripes on each page.',
    ]);
  });

  test('lose the quotation signs of a quoted answer', () => {
    expect(left('+1\n> the door camera is offline since the storm on Sunday night')).toEqual([
      '+1',
      'the door camera is offline since the storm on Sunday night',
    ]);
  });

  test('include a line that merely starts with "From"', () => {
    expect(left('From: today on, the VPN asks for a code that I never get.\nPlease call me.')).toHaveLength(2);
  });
});
