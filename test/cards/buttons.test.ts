import { describe, expect, test } from 'vitest';
import {
  DIALOGS,
  offerCard,
  parseCommand,
  parseDialog,
  parseDialogSubmit,
  dayCard,
  queueCard,
  replanCard,
  ticketCard,
  troubleCard,
  visitsCard,
} from '../../cards/index.ts';
import type { Drawn } from '../../cards/index.ts';
import { QUEUES, READERS, SLOTS, TICKETS, TROUBLES, asDana, dialogView } from './views.ts';
import { DAYS, REPLANS, VISIT_LISTS } from './visit-views.ts';

interface Button {
  readonly type: string;
  readonly verb?: string;
  readonly associatedInputs?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly fallback?: Button;
}

function buttonsIn(drawn: Drawn): Button[] {
  const found: Button[] = [];
  JSON.stringify(drawn.card, (key, value: Button) => {
    if (key !== 'fallback' && ['Action.Execute', 'Action.Submit'].includes((value as Button | undefined)?.type ?? ''))
      found.push(value);
    return key === 'fallback' ? undefined : value;
  });
  return found;
}

describe('the buttons of all cards', () => {
  const cards = Object.values(READERS).flatMap((reader) => [
    ...Object.values(TICKETS).flatMap((view) => [ticketCard(view, reader, []), offerCard(view, reader, [])]),
    ...Object.values(QUEUES).map((view) => queueCard(view, reader, [])),
    ...Object.values(TROUBLES).map((view) => troubleCard(view, reader)),
    ...Object.values(REPLANS).map((view) => replanCard(view, reader)),
    ...Object.values(VISIT_LISTS).map((view) => visitsCard(view, reader)),
    ...Object.values(DAYS).map((view) => dayCard(view, reader)),
  ]);

  test('are understood when pressed and carry only what they are about', () => {
    const seen = new Set<unknown>();
    for (const button of cards.flatMap(buttonsIn)) {
      const { msteams, ...data } = button.data ?? {};
      seen.add(data['verb']);
      expect(
        Object.keys(data).filter(
          (key) => !['verb', 'ticketId', 'version', 'effectId', 'kind', 'replanId'].includes(key),
        ),
      ).toEqual([]);
      if (button.type === 'Action.Submit') {
        expect(msteams).toEqual({ type: 'task/fetch' });
        expect(parseDialog(button.data)).toMatchObject({ ok: true });
      } else {
        expect(data['verb']).toBe(button.verb);
        expect(parseCommand(button.verb ?? '', button.data)).toMatchObject({ ok: true });
        // The refresh is not a button and needs no fallback.
        if (button.verb !== 'look' || button.fallback)
          expect(button.fallback).toMatchObject({ type: 'Action.Submit', data });
        if (button.fallback)
          expect([button.associatedInputs, button.fallback.associatedInputs]).toEqual(['none', 'none']);
      }
    }
    expect([...seen].sort()).toEqual(
      [
        'accept-proposal',
        'answer',
        'approve',
        'claim',
        'claim-other',
        'decline',
        'dismiss-effect',
        'hand-over',
        'look',
        'override',
        'pause',
        'reject-proposal',
        'release',
        'resume',
        'retry-effect',
        'undo',
        'offer-visit',
        'give-visit',
        'book-visit',
        'choose-slot',
        'cancel-visit',
        'visit-late',
        'ask-new-time',
        'make-room',
        'apply-replan',
        'leave-replan',
        'undo-replan',
        'call-in-sick',
      ].sort(),
    );
  });

  test('open dialogs that are understood when they are submitted filled in', () => {
    const filled = {
      reason: 'other',
      words: 'because',
      to: 'person_cara',
      note: 'all is said',
      'answer-which-printer': 'the left one',
      kind: 'on-site',
      slot: 'signed.value',
      minutes: '20',
    };
    for (const [kind, build] of Object.entries(DIALOGS)) {
      const [submit] = build({ ...dialogView, slots: SLOTS }, asDana).card['actions'] as Button[];
      expect(parseDialogSubmit({ ...submit?.data, ...filled }), kind).toMatchObject({ ok: true });
    }
  });
});

test('a refresh asks for at most 60 Teams ids, each once, and no other ids', () => {
  const ids = [
    '19:a-channel@thread.tacv2',
    ...Array.from({ length: 70 }, (_, i) => `29:${i}`),
    '29:1',
    '87d349ed-44d7-43e1-9a83-5f2406dee5bd',
  ];
  const { refresh } = ticketCard(TICKETS.offered, asDana, ids).card as {
    refresh?: { userIds: string[]; action: object };
  };
  expect(refresh?.userIds).toEqual(ids.slice(1, 61));
  expect(refresh?.action).toEqual({
    type: 'Action.Execute',
    verb: 'look',
    data: { verb: 'look', ticketId: '4711', version: 4 },
  });
  expect(ticketCard(TICKETS.offered, asDana).card).not.toHaveProperty('refresh');
});
