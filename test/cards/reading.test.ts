import { describe, expect, test } from 'vitest';
import { DEFAULT_TRIAGE_POLICY } from '../../triage/index.ts';
import {
  DIALOGS,
  catchUpCard,
  failureWords,
  noticeCard,
  noticeText,
  offerCard,
  queueCard,
  ticketCard,
  troubleCard,
  wordsFor,
} from '../../cards/index.ts';
import type { Reader, TicketView } from '../../model/view.ts';
import { buttonsOf, textOf } from './conformance.ts';
import {
  MIN,
  NOW,
  QUEUES,
  TICKETS,
  TROUBLES,
  asAdmin,
  asAna,
  asBen,
  asDana,
  asManager,
  dialogView,
  shared,
} from './views.ts';

const folded = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.startsWith('»'))
    .join('\n');

describe('the card in the dispatch channel', () => {
  test('says what is wrong, for whom, until when, who is suggested and why', () => {
    expect(folded(textOf(ticketCard(TICKETS.offered, shared)))).toBe(
      [
        '● Offered',
        'Nobody in accounting can print since this morning',
        '4711 · Hartmann & Söhne GmbH · P2 high · answer by 14:35, 38 min left',
        'Suggested: Ana Silva, can start at 14:02. Offer open until 14:05, 8 min left.',
        'Why: saves 10 min by knowing the client, keeps the deadline, about 40 min of work.',
        '[Take it] [Give to…] [More]',
      ].join('\n'),
    );
  });

  test('says who took it and when, and what is not in the PSA yet', () => {
    expect(folded(textOf(ticketCard(TICKETS.takenPending, shared)))).toBe(
      [
        '✓ Taken',
        'Nobody in accounting can print since this morning',
        '4711 · Hartmann & Söhne GmbH · P2 high · fix by 17:57, 4 h left',
        'Ana Silva took it at 13:57.',
        '… Not yet in HaloPSA',
        '[More]',
      ].join('\n'),
    );
  });

  test('offers its buttons by role, with rare ones behind "More"', () => {
    const first = (view: TicketView, reader: Reader) =>
      folded(textOf(ticketCard(view, reader)))
        .split('\n')
        .at(-1);
    expect(first(TICKETS.offered, asAna)).toBe('[Take it] [Give to…] [More]');
    expect(first(TICKETS.offered, asBen)).toBe('[Take it] [Give to…] [More]');
    expect(first(TICKETS.offered, asDana)).toBe('[Approve Ana] [Give to…] [More]');
    expect(first(TICKETS.offered, asAdmin)).toBe('[More]');
    const decides = ['Give to…', 'Answer questions…', 'More'];
    expect(buttonsOf(ticketCard(TICKETS.coordinator, asDana)).slice(0, 3)).toEqual(decides);
    expect(buttonsOf(ticketCard(TICKETS.coordinator, asManager)).slice(0, 4)).toEqual(['Take it', ...decides]);
    expect(folded(textOf(ticketCard(TICKETS.coordinator, asDana)))).toMatch(
      /What the client wrote: .*[\s\S]*Open question: /,
    );
    expect(folded(textOf(ticketCard(TICKETS.coordinator, asBen)))).not.toContain('What the client wrote');
    expect(first(TICKETS.takenPending, asAna)).toBe('[Undo] [More]');
    expect(first(TICKETS.takenPending, asBen)).toBe('[More]');
    expect(first(TICKETS.takenPending, asDana)).toBe('[Undo] [More]');
    expect(buttonsOf(ticketCard(TICKETS.offered, shared))).toContain('Approve Ana');
    expect(buttonsOf(ticketCard(TICKETS.takenPending, shared))).toContain('Undo');
  });

  test.each([
    ['takenClean', 'Dana Okafor gave it to Ana Silva at 13:52.'],
    ['takenOverride', 'Ben Okoro gave it to Cara Lindqvist at 13:56. Reason: knows the client.'],
    ['takenInPsa', 'Given to Cara Lindqvist in HaloPSA at 13:56.'],
    ['firstSlot', 'Nobody is on shift. Cara Lindqvist gets it first, Wed 08:57.'],
    ['offeredOnCall', 'Nobody is on shift. Suggested: Ana Silva, on call. Offer open until 14:05, 8 min left.'],
    ['offeredOverdue', '4711 · Hartmann & Söhne GmbH · P1 critical · answer by 13:50, overdue by 7 min'],
    ['approval', 'Ben Okoro would give it to Cara Lindqvist. Reason: better skill for this, did it last week.'],
    ['coordinator', 'Everybody who could take it was asked. Dana Okafor, please decide.'],
    ['takenStuck', '▲ The assignment in HaloPSA: stuck since 13:42. HaloPSA refused it.'],
    ['gone', 'It was merged or deleted in HaloPSA. Nothing more to do here.'],
  ] as const)('of a ticket that is %s says: %s', (state, said) => {
    expect(textOf(ticketCard(TICKETS[state], shared)).split('\n')).toContain(said);
  });

  test('drops buttons that can do nothing any more', () => {
    expect(buttonsOf(ticketCard(TICKETS.closed, shared))).toEqual(['More', 'Open in HaloPSA']);
    const later = { ...shared, now: NOW + 2 * MIN };
    expect(buttonsOf(ticketCard(TICKETS.takenPending, later))).not.toContain('Undo');
    expect(buttonsOf(ticketCard(TICKETS.takenPending, later))).not.toContain('Take it');
  });

  test('shows the room no reasons for a no, no colleague’s minutes and no mail address', () => {
    for (const view of Object.values(TICKETS)) {
      const text = textOf(ticketCard(view, shared));
      expect(text).not.toMatch(/skill is missing|never saw|18 min more|erika@|risk of/);
    }
  });

  test('tells a dispatcher who was asked, what they answered, and how far behind the next best is', () => {
    const text = textOf(ticketCard(TICKETS.offered, asDana));
    expect(text).toContain('18 min better than Cara Lindqvist');
    expect(text).toContain('Ben Okoro 13:47, said no (a skill is missing, never saw this printer)');
    expect(text).toContain('Next best: Cara Lindqvist, 18 min more; Ben Okoro: was asked before.');
    expect(text).toContain('knows the client −10; 57 in all.');
  });

  test.each([
    ['the one who is asked', asAna, 'claim'],
    ['somebody else', asBen, 'claim-other'],
    ['the room', shared, 'claim-other'],
  ] as const)('"Take it" of %s leads to %s', (_who, reader, verb) => {
    const card = JSON.stringify(ticketCard(TICKETS.offered, reader).card);
    expect(card).toMatch(new RegExp(`"title":"Take it"[^}]*"data":\\{"verb":"${verb}"`.replace('[^}]*', '[^{]*')));
  });

  test('puts approving first for dispatchers and taking for technicians, and retrying only for dispatchers', () => {
    expect(buttonsOf(ticketCard(TICKETS.offered, asDana))[0]).toBe('Approve Ana');
    expect(buttonsOf(ticketCard(TICKETS.offered, asBen))).not.toContain('Approve Ana');
    expect(buttonsOf(ticketCard(TICKETS.takenStuck, asDana))).toContain('Try again');
    expect(buttonsOf(ticketCard(TICKETS.takenStuck, asBen))).not.toContain('Try again');
  });

  test('the toast names state, person, ticket and problem without symbols', () => {
    expect(ticketCard(TICKETS.offered, shared).summary).toBe(
      'Offered: Ana Silva, 4711 Nobody in accounting can print since this morning',
    );
  });
});

describe('the offer card of a technician', () => {
  test('has everything needed to start without asking', () => {
    expect(textOf(offerCard(TICKETS.offered, asAna))).toBe(
      [
        '● For you',
        'Nobody in accounting can print since this morning',
        '4711 · Hartmann & Söhne GmbH · P2 high · answer by 14:35, 38 min left',
        'For you, start at 14:02. Offer open until 14:05, 8 min left.',
        'Why: saves 10 min by knowing the client, keeps the deadline, about 40 min of work.',
        'What the client wrote: All three printers on the second floor show offline since 08:10. Restarted once, no change. Payslips are due at noon.',
        'Contact: Erika Beispiel · erika@hartmann.example',
        '[Take it] [Not me…] [More]',
        '» Agreement: Managed Gold',
        '» Kind: Printing · incident · usually about 35 min · a visit is likely (60 %)',
        '» Open question: Which printer is it, and where does it stand? (ask the contact)',
        '» Answered: Nobody knows this one? since 08:10',
        '» So far: 1 person had it before',
        '» Expected minutes: wait 5, work 40, risk of a handover 3, travel 15 (assumed), senior time 4, knows the client −10; 57 in all.',
        '» » [Give to…] [Answer questions…]',
        '» » [Open in HaloPSA]',
      ]
        .join('\n')
        .replaceAll('» » ', '» '),
    );
  });

  test.each([
    ['takenPending', asAna, '✓ Yours', 'You took it at 13:57. Can be undone until 13:58.'],
    ['takenClean', asAna, '✓ Yours', 'Dana Okafor gave it to you at 13:52.'],
    ['takenOverride', asAna, '○ Went to somebody else', 'Nothing to do for you.'],
    ['takenInPsa', asAna, '○ Went to somebody else', 'Given to Cara Lindqvist in HaloPSA at 13:56.'],
    ['coordinator', asAna, '○ Offer ended', 'It was open until 14:05; the next person is asked.'],
    ['offered', asBen, '○ You said no', 'Reason: a skill is missing, never saw this printer.'],
    ['closed', asAna, '■ Closed', 'You took it at 12:27.'],
    ['waiting', asAna, '○ No longer offered', 'This offer no longer stands. Nothing to do for you.'],
  ] as const)('says so after it is %s', (state, reader, title, said) => {
    const text = textOf(offerCard(TICKETS[state], reader));
    expect(text.split('\n')[0]).toBe(title);
    expect(text).toContain(said);
    if (!title.startsWith('✓')) expect(buttonsOf(offerCard(TICKETS[state], reader))).toEqual(['Open in HaloPSA']);
  });

  test('shows neither colleagues’ minutes nor their reasons', () => {
    expect(textOf(offerCard(TICKETS.offered, asAna))).not.toMatch(/Cara|never saw/);
  });
});

describe('queue, outage and trouble cards', () => {
  test('an empty queue says so and what comes next', () => {
    expect(textOf(queueCard(QUEUES.empty, shared)).split('\n').slice(0, 2)).toEqual([
      'Dispatch queue: nothing waits',
      'Every open ticket has somebody. New ones appear here by themselves.',
    ]);
  });
  test('a flood is counted, with the worst first', () => {
    const lines = textOf(queueCard(QUEUES.flood, shared)).split('\n');
    expect(lines[0]).toBe('Dispatch queue: 500 tickets wait');
    expect(lines[1]).toBe('1 is critical · 2 need a coordinator · 4 are being read · the oldest since Mon 11:57');
    expect(lines[3]).toBe('Whole site offline, nobody can work');
    expect(lines[4]).toBe(
      '4711 · Hartmann & Söhne GmbH · P1 critical · by 13:47, overdue by 10 min · ▲ needs a coordinator',
    );
    expect(lines.at(-2)).toBe('and 490 more; each gets a card of its own when its turn comes');
  });
  test('a pause names who, when and why, and shows the button to those who can end it', () => {
    const drawn = queueCard(QUEUES.paused, asDana);
    expect(textOf(drawn)).toContain(
      'Dana Okafor paused all offers at 13:48. Reason: major outage, core switch in Berlin.',
    );
    expect(buttonsOf(drawn)[0]).toBe('Resume offers');
    expect(buttonsOf(queueCard(QUEUES.paused, asBen))).toEqual(['Refresh']);
  });
  test('an outage is reported once, in numbers', () => {
    const view = {
      from: NOW - 63 * MIN,
      to: NOW,
      what: 'psa',
      psaName: 'HaloPSA',
      heard: 1,
      taken: 3,
      closed: 0,
      stillUntaken: 7,
    } as const;
    expect(textOf(catchUpCard(view, shared))).toBe(
      'HaloPSA is back\nHaloPSA did not answer from 12:54 to 13:57 (63 min).\n1 new ticket · 3 taken · 0 closed · 7 still wait',
    );
  });
  test('trouble says what is stuck, why, and what to do', () => {
    const text = textOf(troubleCard(TROUBLES.all, asDana));
    expect(text).toContain('▲ HaloPSA has not answered since 12:53');
    expect(text).toContain('HaloPSA said yes and did not do it; look at its workflow rules.');
    expect(text).toContain('Cannot be reached; install the Callboard app for them: Ben Okoro');
    expect(text).toContain('▲ HaloPSA has no status “Scheduled” in Projects & Moves, which the settings name');
    expect(text).toContain('It has: New, In Progress.');
    expect(text).not.toMatch(/PSA_|psa\./);
    expect(textOf(troubleCard(TROUBLES.fine, asDana))).toBe(
      'Callboard runs well\nNothing is stuck and everybody can be reached.',
    );
  });
  test('the loser of a race is told who was faster', () => {
    expect(noticeText('lost-race', { who: 'Ana Silva', number: '4711', at: NOW }, asBen)).toBe(
      'Ana Silva took ticket 4711 at 13:57. Nothing to do for you.',
    );
  });
  test('a stored notice with odd values is still drawn', () => {
    const odd = JSON.parse('{"who":7,"at":"soon","reason":{},"url":"javascript:alert(1)"}') as object;
    expect(textOf(noticeCard('taken', odd, shared))).toBe(
      '○ Already taken\nThis ticket is with somebody else. Talk to them, or give it to somebody with a reason.',
    );
  });
});

test('every triage question has its words', () => {
  expect(Object.keys(wordsFor('en').question).sort()).toEqual(
    DEFAULT_TRIAGE_POLICY.questions.map(({ id }) => `question.${id}`).sort(),
  );
});

describe('dialogs', () => {
  test('overriding offers the best person first and asks for one reason', () => {
    expect(textOf(DIALOGS.override(dialogView, asDana))).toContain(
      'Who | Cara Lindqvist, about 58 min in all | Ben Okoro, was asked before\n' +
        'Why | knows the client | better skill for this | nearer | less to do | training | other',
    );
  });
  test('an error appears above its field, and the typed text stays', () => {
    const error = failureWords({ ok: false, code: 'REASON_NEEDED', field: 'reason' }, asDana);
    const drawn = DIALOGS.override({ ...dialogView, error }, asDana, {
      to: 'person_ben',
      words: 'half a sentence',
      reason: 7,
    });
    expect(textOf(drawn)).toContain('▲ Choose one reason.\nWhy |');
    expect(JSON.stringify(drawn.card)).toMatch(/"value":"person_ben".*"value":"half a sentence"/);
  });
  test('taking one’s own offer asks for nothing', () => {
    expect(textOf(DIALOGS['claim-other'](dialogView, asAna))).not.toContain('Why');
    expect(textOf(DIALOGS['claim-other'](dialogView, asBen))).toContain(
      'It is offered to Ana Silva right now. Why you?',
    );
  });
  test('a dialog with nobody to choose has no submit button', () => {
    const drawn = DIALOGS['hand-over']({ ...dialogView, people: [] }, asAna);
    expect(textOf(drawn)).toContain('There is nobody else to choose right now.');
    expect(drawn.card['actions']).toBeUndefined();
  });
});
