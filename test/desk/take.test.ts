import { describe, expect, it } from 'vitest';
import { Change } from '../../desk/tickets/change.ts';
import { DESK_DEFAULTS, type DeskPolicy } from '../../desk/index.ts';
import { answerAsk, claim, release, undo } from '../../desk/tickets/transitions.ts';
import { forReader } from '../../desk/views/for-reader.ts';
import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { Person } from '../../model/person.ts';
import { DEFAULT_ROUTING_POLICY } from '../../routing/index.ts';
import { DEFAULT_TRIAGE_POLICY } from '../../triage/index.ts';
import { offered } from '../cards/views.ts';

const policy: DeskPolicy = { ...DESK_DEFAULTS, triage: DEFAULT_TRIAGE_POLICY, routing: DEFAULT_ROUTING_POLICY };
const ana: Person = {
  id: 'agent:3',
  name: 'Ana Moreau',
  agentId: '3',
  roles: ['technician'],
  timeZone: 'Europe/London',
  language: 'en',
  matched: 'mail',
  active: true,
};
const unread: DeskTicket = {
  ticketId: '1001',
  number: '1001',
  url: 'https://halo.example/tickets?id=1001',
  phase: 'waiting',
  open: true,
  clientId: '1',
  queueId: '1',
  psaVersion: 'a',
  psaUpdatedAt: 0,
  createdAt: 0,
  heardAt: 0,
  priority: 3,
  textHash: 'x',
  asks: [],
  sync: 'clean',
  hops: 0,
  events: 1,
  rank: 0,
};
const at = (ticket: DeskTicket) => new Change({ id: '1001', v: 1, data: ticket }, 1_000);

describe('a ticket that was taken before triage', () => {
  const taken = at(unread);
  claim(taken, { do: 'claim', ticketId: '1001', version: 1 }, { actor: ana, policy });
  const now = { ...taken.next, events: taken.eventCount };

  it('is triaged when its owner gives it back', () => {
    const change = at(now);
    release(
      change,
      { do: 'release', ticketId: '1001', version: now.events, reason: 'no-time' },
      { actor: ana, policy },
    );
    expect(change.next.phase).toBe('waiting');
  });

  it('is triaged when the claim is undone', () => {
    const change = at(now);
    undo(change, { do: 'undo', ticketId: '1001', version: now.events }, { actor: ana, policy });
    expect(change.next.phase).toBe('waiting');
  });
});

it('an offer that ends while a dispatcher decides leaves the ticket with the dispatcher', () => {
  const ask = { personId: ana.id, at: 0, endsAt: 500, decisionId: 'd', outcome: 'open' as const };
  const proposal = { personId: 'agent:4', by: 'agent:4', reason: 'knows-client', at: 100 };
  const change = at({ ...unread, phase: 'approval', triagedAt: 0, asks: [ask], proposal });
  answerAsk(change, 'unanswered');
  expect(change.next).toMatchObject({ phase: 'approval', proposal, asks: [{ outcome: 'unanswered' }] });
});

describe('colleagues’ minutes', () => {
  const dispatcher: Person = { ...ana, roles: ['technician', 'dispatcher'] };

  it('are shown to people who lead the desk', () => {
    expect(forReader(offered, dispatcher).suggestion?.others).not.toEqual([]);
    expect(forReader(offered, ana).suggestion?.others).toEqual([]);
    expect(forReader(offered, undefined).suggestion?.others).toEqual([]);
  });

  it('are hidden from a person whose match no human has confirmed, whatever the settings say', () => {
    expect(forReader(offered, { ...dispatcher, matched: 'doubtful' }).suggestion?.others).toEqual([]);
  });
});
