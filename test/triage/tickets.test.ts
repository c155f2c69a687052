import { describe, expect, test } from 'vitest';
import { CATEGORIES } from '../../model/triage.ts';
import { DEFAULT_TRIAGE_POLICY, triage } from '../../triage/index.ts';
import { agreementOf, clientWith, NOW, ticketOf } from './given.ts';
import { TICKETS } from './tickets.ts';

const silver = clientWith(agreementOf('silver'));

describe('triage agrees with a dispatcher', () => {
  test.each(TICKETS)('$category · $title · $body', (told) => {
    const { contact, ...unsigned } = ticketOf(told.title, told.body);
    const ticket = told.machine === true || contact === undefined ? unsigned : { ...unsigned, contact };
    const { record } = triage({ ticket, client: silver, now: NOW }, DEFAULT_TRIAGE_POLICY);
    expect({
      category: record.category,
      type: record.type,
      priority: record.priority,
      onSite: record.onSite >= 0.5,
    }).toEqual({ category: told.category, type: told.type, priority: told.priority, onSite: told.onSite });
  });

  test('in every kind of work', () => {
    expect(new Set(TICKETS.map((told) => told.category))).toEqual(new Set(CATEGORIES));
  });
});
