import { expect, it } from 'vitest';
import { wasOwnedBeforeFirstStart } from '../../desk/intake/first-start.ts';
import type { DeskTicket, Owner } from '../../model/desk-ticket.ts';

const HOUR = 3_600_000;
const INSTALLED = Date.UTC(2026, 10, 23, 9);

/** A ticket that its technician had when it was heard of, unless said otherwise. */
function ticket(q: { createdAt: number; heardAt: number; owner?: Partial<Owner> }): DeskTicket {
  return {
    ticketId: '1',
    phase: 'taken',
    open: true,
    createdAt: q.createdAt,
    heardAt: q.heardAt,
    priority: 3,
    textHash: '',
    asks: [],
    sync: 'clean',
    hops: 0,
    events: 1,
    rank: 0,
    number: '1',
    url: '',
    clientId: '1',
    queueId: '1',
    psaVersion: '1',
    psaUpdatedAt: q.heardAt,
    owner: { personId: 'ana', at: q.heardAt, via: 'psa', by: 'psa', ...q.owner },
  };
}

const [soon, later] = [INSTALLED + HOUR, INSTALLED + 60 * HOUR];
it.each([
  ['older than the installation', { createdAt: INSTALLED - 1, heardAt: INSTALLED }, true],
  ['came in since', { createdAt: INSTALLED + 1, heardAt: soon }, false],
  ['came in since, and a day passed until it was heard of', { createdAt: INSTALLED + 1, heardAt: later }, true],
  ['older, and given to somebody else since', { createdAt: 0, heardAt: INSTALLED, owner: { at: soon } }, false],
  ['older, and taken in Teams', { createdAt: 0, heardAt: INSTALLED, owner: { via: 'claim' } }, false],
] as const)('%s', (_, q, theirs) => {
  expect(wasOwnedBeforeFirstStart(ticket(q), INSTALLED)).toBe(theirs);
  if (theirs) expect(wasOwnedBeforeFirstStart(ticket(q), undefined)).toBe(true);
});
