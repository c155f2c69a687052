import { describe, expect, test } from 'vitest';
import {
  DIALOGS,
  catchUpCard,
  dayCard,
  noticeCard,
  offerCard,
  queueCard,
  replanCard,
  ticketCard,
  troubleCard,
  visitNumbersCard,
  visitsCard,
} from '../../cards/index.ts';
import { notices } from '../../cards/words/en-notices.ts';
import type { NoticeKey } from '../../cards/index.ts';
import { buttonsOf, faults, textOf } from './conformance.ts';
import { MIN, NOW, QUEUES, READERS, TICKETS, TROUBLES, dialogView, shared } from './views.ts';
import { DAYS, NUMBERS, REPLANS, VISIT_LISTS } from './visit-views.ts';

const WATCHERS = Array.from({ length: 70 }, (_, i) => `29:1bSnHZ7Js2STWrgk6ScEErLk1Lp2zQuD5H2qQ960rtv${i}`);

describe.each(Object.entries(READERS))('for %s', (_reader, reader) => {
  test.each(Object.entries(TICKETS))(
    'the channel card of a ticket that is %s passes the schema check',
    (_state, view) => {
      const drawn = ticketCard(view, reader, WATCHERS);
      expect(faults(drawn, [view.problem, view.summary, view.clientName]), textOf(drawn)).toEqual([]);
    },
  );
  test.each(Object.entries(TICKETS))(
    'the personal card of a ticket that is %s passes the schema check',
    (_state, view) => {
      const drawn = offerCard(view, reader);
      expect(faults(drawn, [view.problem, view.summary, view.clientName]), textOf(drawn)).toEqual([]);
    },
  );
  test.each(Object.entries(QUEUES))('the queue card (%s) passes the schema check', (_state, view) => {
    expect(faults(queueCard(view, reader, WATCHERS))).toEqual([]);
  });
  test.each(Object.entries(REPLANS))('the card of a replanned day (%s) passes the schema check', (_state, view) => {
    expect(faults(replanCard(view, reader), ['Hartmann & Söhne GmbH', 'Erika Beispiel'])).toEqual([]);
  });
  test.each(Object.entries(VISIT_LISTS))('the list of visits (%s) passes the schema check', (_state, view) => {
    expect(faults(visitsCard(view, reader), ['Hartmann & Söhne GmbH', 'erika@hartmann.example'])).toEqual([]);
  });
  test.each(Object.entries(NUMBERS))('the visit numbers (%s) pass the schema check', (_state, view) => {
    expect(faults(visitNumbersCard(view, reader))).toEqual([]);
  });
  test.each(Object.entries(DAYS))('the day card (%s) passes the schema check', (_state, view) => {
    expect(faults(dayCard(view, reader), ['Hartmann & Söhne GmbH', 'Erika Beispiel'])).toEqual([]);
  });
  test.each(Object.entries(TROUBLES))('the trouble card (%s) passes the schema check', (_state, view) => {
    expect(faults(troubleCard(view, reader))).toEqual([]);
  });
  test.each(Object.entries(DIALOGS))('the dialog %s passes the schema check', (_kind, build) => {
    expect(faults(build(dialogView, reader), [], 'dialog')).toEqual([]);
  });
});

test.each(['psa', 'teams', 'callboard'] as const)(
  'the catch-up card after an outage of %s passes the schema check',
  (what) => {
    const drawn = catchUpCard(
      { from: NOW - 63 * MIN, to: NOW, what, psaName: 'HaloPSA', heard: 12, taken: 3, closed: 1, stillUntaken: 7 },
      shared,
    );
    expect(faults(drawn)).toEqual([]);
  },
);

test.each(Object.keys(notices) as NoticeKey[])(
  'the notice %s passes the schema check with and without its values',
  (key) => {
    const values = {
      who: 'Ana Silva',
      number: '4711',
      at: NOW,
      reason: 'no-time',
      psa: 'HaloPSA',
      url: 'https://halo.example.com/4711',
    };
    expect(faults(noticeCard(key, values, shared))).toEqual([]);
    expect(faults(noticeCard(key, {}, shared))).toEqual([]);
    expect(buttonsOf(noticeCard(key, values, shared))).toEqual(['Open in HaloPSA']);
  },
);
