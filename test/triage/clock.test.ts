import { describe, expect, test } from 'vitest';
import type { Client } from '../../model/client.ts';
import type { Ticket } from '../../model/ticket.ts';
import { DEFAULT_TRIAGE_POLICY, triage } from '../../triage/index.ts';
import { agreementOf, clientWith, NOW, ticketOf } from './given.ts';

const HOUR = 3_600_000;
const clockOf = (client: Client | undefined, more: Partial<Ticket> = {}, title = 'Excel crashes') =>
  triage({ ticket: ticketOf(title, '', more), ...(client ? { client } : {}), now: NOW }, DEFAULT_TRIAGE_POLICY).record
    .clock;

describe('the clock of a ticket', () => {
  test('is the PSA’s own deadline first', () => {
    const sla = { source: 'native', respondBy: NOW + HOUR, resolveBy: NOW + 9 * HOUR, paused: true } as const;
    expect(clockOf(clientWith(agreementOf('gold')), { sla })).toEqual({
      agreementId: 'a-gold',
      agreementName: 'gold care',
      tier: 'gold',
      respondBy: NOW + HOUR,
      resolveBy: NOW + 9 * HOUR,
      paused: true,
      source: 'psa',
    });
  });

  test('has no deadline for a promise that was kept', () => {
    const sla = { source: 'native', respondBy: NOW + HOUR, respondedAt: NOW, resolveBy: NOW + 9 * HOUR } as const;
    expect(clockOf(clientWith(agreementOf('gold')), { sla })).not.toHaveProperty('respondBy');
  });

  test('is otherwise the tier’s promise in the client’s business time', () => {
    // P3, silver: four hours to answer, thirty to solve. Tuesday 08:10 in London, open from eight to six.
    expect(clockOf(clientWith(agreementOf('silver')))).toMatchObject({
      respondBy: NOW + 4 * HOUR,
      resolveBy: Date.UTC(2026, 10, 27, 8, 10),
      source: 'policy',
    });
    // The same for a client in New York, where it is ten past three at night: the day starts at 13:00 UTC.
    expect(clockOf({ ...clientWith(agreementOf('silver')), timeZone: 'America/New_York' })).toMatchObject({
      respondBy: Date.UTC(2026, 10, 24, 17),
    });
  });

  test('runs at night for a gold P1', () => {
    const title = 'Internet down, nobody can work';
    const at = Date.UTC(2026, 10, 24, 2);
    expect(clockOf(clientWith(agreementOf('gold')), { createdAt: at }, title).respondBy).toBe(at + HOUR / 4);
  });

  test('uses the MSP’s zone when the client’s is unknown', () => {
    const client = { ...clientWith(agreementOf('silver')), timeZone: 'GMT Standard Time' };
    expect(clockOf(client).respondBy).toBe(NOW + 4 * HOUR);
  });

  test.each([
    ['no client', undefined],
    ['no agreement', clientWith()],
    ['an agreement without a tier', clientWith(agreementOf('none'))],
    ['one that is not active', clientWith(agreementOf('gold', { active: false }))],
    ['one that has ended', clientWith(agreementOf('gold', { ends: NOW }))],
  ])('%s promises nothing', (_name, client) => {
    expect(clockOf(client)).toMatchObject({ tier: 'none', source: 'none' });
  });
});

describe('the agreement among several', () => {
  const both = clientWith(agreementOf('bronze', { slaName: 'Basic' }), agreementOf('gold', { slaName: 'Premium' }));

  test('is the one that the ticket names', () => {
    expect(clockOf(both, { contract: { id: 'a-bronze', name: 'bronze care' } }).tier).toBe('bronze');
  });

  test('is otherwise the one whose SLA the ticket carries', () => {
    expect(clockOf(both, { sla: { source: 'native', name: 'Basic' } }).tier).toBe('bronze');
  });

  test('is otherwise the strongest, and the dispatcher is asked', () => {
    const ticket = ticketOf('Excel crashes');
    const { record } = triage({ ticket, client: both, now: NOW }, DEFAULT_TRIAGE_POLICY);
    expect(record.clock.tier).toBe('gold');
    expect(record.questions[0]).toEqual({
      id: 'which-agreement',
      words: 'question.which-agreement',
      ask: 'dispatcher',
    });
  });
});
