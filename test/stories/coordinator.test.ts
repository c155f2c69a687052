import { afterEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { myCard } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

const phase = async (ticket: number) => (await msp.store.get('tickets', String(ticket)))?.data.phase;
const kinds = async (ticket: number) => (await msp.history(ticket)).map((event) => event.kind);

describe('a coordinator', () => {
  it('gets the unclear tickets of their kind, with what was tried', async () => {
    msp = await smallMsp({
      policy: { coordinators: { default: ['dana@northwind-msp.example'], unclear: ['mara@northwind-msp.example'] } },
    });
    const ticket = msp.ticket('Question', 'Could you have a look?');
    await msp.minutes(2);
    expect(await kinds(ticket)).toContain('to-coordinator');
    expect(myCard(msp.mara, String(ticket)).words).toMatch(/coordinator/i);
    expect(msp.dana.inbox().some((message) => message.words.includes(String(ticket)))).toBe(false);
  });
});

describe('an answer to a triage question', () => {
  it('makes triage and routing run again', async () => {
    msp = await smallMsp();
    const ticket = msp.ticket('Help', 'It does not work.');
    await msp.minutes(1);
    const before = (await msp.store.get('tickets', String(ticket)))!.data;
    expect(before.phase).toBe('coordinator');
    const dana = (await msp.store.query('people', { index: 'byMail', eq: ['dana@northwind-msp.example'], limit: 1 }))
      .docs[0]!;
    expect(dana.data.roles).toContain('dispatcher');
    const card = myCard(msp.dana, 'does not work');
    const title = card.actions.find((action) => action.startsWith('Answer'))!;
    const dialog = await msp.does(() => msp.dana.openDialog(card.id, title));
    const field = /"id":"(answer-[a-z-]+)"/.exec(JSON.stringify(dialog))![1]!;
    await msp.does(() => msp.dana.submitDialog({ [field]: 'The printer on the second floor jams, nothing prints.' }));
    await msp.minutes(1);
    const after = (await msp.store.get('tickets', String(ticket)))!.data;
    expect(after.category).toBe('printing');
    expect((await msp.history(ticket)).map((event) => event.kind)).toEqual(
      expect.arrayContaining(['answered', 'offered']),
    );
  });
});

describe('a coordinator who left', () => {
  it('is replaced by the people who lead the desk', async () => {
    msp = await smallMsp({ policy: { coordinators: { default: ['gone@northwind-msp.example'] } } });
    const ticket = msp.ticket('Question', 'Could you have a look?');
    await msp.minutes(2);
    expect(await phase(ticket)).toBe('coordinator');
    expect(myCard(msp.dana, String(ticket)).words).toMatch(/Dana Whitfield, Mara Feld, please decide/);
    expect(myCard(msp.dana, String(ticket)).actions).not.toContain('Take it');
  });
});
