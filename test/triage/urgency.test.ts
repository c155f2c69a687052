import { describe, expect, test } from 'vitest';
import type { Ticket } from '../../model/ticket.ts';
import { DEFAULT_TRIAGE_POLICY, triage, triageByDeadline } from '../../triage/index.ts';
import { signalsIn } from '../../triage/signal-sums.ts';
import { textOf } from '../../triage/text-parts.ts';
import { agreementOf, clientWith, NOW, ticketOf } from './given.ts';

const record = (title: string, body = '', more: Partial<Ticket> = {}, tier: 'gold' | 'bronze' | 'silver' = 'silver') =>
  triage(
    { ticket: ticketOf(title, body, more), client: clientWith(agreementOf(tier)), now: NOW },
    DEFAULT_TRIAGE_POLICY,
  ).record;

describe('the impact of a ticket', () => {
  test.each([
    ['Printer broken', 'It prints stripes.', 3],
    ['Printer broken', 'My colleague has the same.', 2],
    ['Printer broken', 'All users have it.', 1],
    ['Hello everyone, my printer is broken', '', 3],
    ['Sage is slow', 'Only me, everyone else is fine.', 3],
    ['Nobody can work', 'I thought it was just me, but nobody can open Sage.', 1],
    ['File server unreachable', '', 2],
    ['Please install Teams for all users', '', 2],
  ])('%s %s', (title, body, impact) => {
    expect(record(title, body).impact).toBe(impact);
  });
});

describe('the urgency of a ticket', () => {
  test.each([
    ['Excel crashes', '', 2],
    ['Excel crashes', 'I cannot work like this.', 1],
    ['Excel crashes', 'I need the report before 3 pm.', 1],
    ['URGENT Excel crashes', '', 2],
    ['Excel crashes', 'Not urgent, whenever you have time.', 3],
    ['Please install Visio', '', 3],
    ['Please install Visio, urgent', '', 2],
    ['Excel stürzt ab', 'Ich muss die Zahlen bis 15 Uhr abgeben.', 1],
  ])('%s %s', (title, body, urgency) => {
    expect(record(title, body).urgency).toBe(urgency);
  });
});

test('"not urgent" is not also "urgent"', () => {
  const text = textOf(ticketOf('Excel', 'It is not urgent.'));
  const met = signalsIn(text, DEFAULT_TRIAGE_POLICY).filter(({ signal }) => signal.about === 'urgency');
  expect(met.map(({ signal }) => signal.id)).toEqual(['can-wait']);
});

describe('the PSA’s own fields', () => {
  test('raise a VIP contact’s ticket, and the record says so', () => {
    const vip = record('Excel crashes', '', { contact: { id: '9', name: 'Erika', vip: true } });
    expect(vip.urgency).toBe(1);
    expect(vip.evidence).toContainEqual({ about: 'client', rule: 'vip-contact', part: 'psa', start: 0, length: 0 });
  });

  test('are never lowered in impact, urgency and priority', () => {
    expect(record('Excel crashes', '', { impact: 1, urgency: 1 })).toMatchObject({
      impact: 1,
      urgency: 1,
      priority: 1,
    });
    expect(record('Excel crashes', '', { priority: { id: '1', name: 'Critical', rank: 1 } }).priority).toBe(1);
  });

  test('do not hold back what the text says', () => {
    expect(
      record('Internet down, nobody can work', '', { priority: { id: '2', name: 'High', rank: 2 } }).priority,
    ).toBe(1);
    expect(record('Internet down, nobody can work', '', { impact: 3, urgency: 3 })).toMatchObject({
      impact: 1,
      urgency: 1,
    });
  });

  test('a default priority of every new ticket gives no reason to lower', () => {
    expect(
      record('Internet down, nobody can work', '', { priority: { id: '3', name: 'Medium', rank: 3 } }).priority,
    ).toBe(1);
  });

  test('decide the category where the text does not', () => {
    const given = record('It is broken', 'As last time.', { category: [{ id: '4', name: 'Printing' }] });
    expect(given).toMatchObject({ category: 'printing', evidence: [{ rule: 'printing.printer', part: 'psa' }, {}] });
  });

  test('decide the type against a weak word', () => {
    expect(record('Sage', 'new', { kind: { id: '3', name: 'Service Request' } }).type).toBe('request');
  });
});

describe('the priority of a ticket', () => {
  test('follows the agreement: one hindered person is P3 with gold and bronze, a team P2 and P3', () => {
    const team = ['Excel crashes', 'My colleagues have the same.'] as const;
    expect(record(...team, {}, 'gold').priority).toBe(2);
    expect(record(...team, {}, 'bronze').priority).toBe(3);
  });

  test('never falls when the text says more people, or sooner', () => {
    for (const matrix of Object.values(DEFAULT_TRIAGE_POLICY.priorities)) {
      for (const [n, row] of matrix.entries()) {
        expect([...row].sort()).toEqual(row);
        const below = matrix[n + 1];
        row.forEach((priority, column) => expect(priority).toBeLessThanOrEqual(below?.[column] ?? 4));
      }
    }
  });

  test('is never lower for a better agreement', () => {
    const tiers = ['gold', 'silver', 'bronze', 'none'] as const;
    const flat = tiers.map((tier) => DEFAULT_TRIAGE_POLICY.priorities[tier].flat());
    flat.slice(1).forEach((worse, n) => {
      worse.forEach((priority, cell) => expect(priority).toBeGreaterThanOrEqual(flat[n]?.[cell] ?? 0));
    });
  });
});

test('without triage in time is unclear and urgent, and keeps a higher existing priority', () => {
  const input = { ticket: ticketOf('Printer offline', 'Since today.'), now: NOW };
  const { record: late, words } = triageByDeadline(input, DEFAULT_TRIAGE_POLICY);
  expect(late).toMatchObject({
    by: 'deadline',
    category: 'unclear',
    confidence: 0,
    urgency: 1,
    priority: 2,
    questions: [],
  });
  expect(words.problem).toBe('Printer offline');
  const critical = ticketOf('Printer offline', '', { priority: { id: '1', name: 'Critical', rank: 1 } });
  expect(triageByDeadline({ ticket: critical, now: NOW }, DEFAULT_TRIAGE_POLICY).record.priority).toBe(1);
});
