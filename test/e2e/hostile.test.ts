import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { claims, fillsIn, myCard, whoIsAsked } from '../../harness/msp/trade.ts';
import { LEAKS, worldState } from './world-state.ts';

type Json = Record<string, unknown>;

/** Things that only people of this MSP may read; they stand on the ticket that is offered all the while. */
const SECRETS = ['Contoso Dental', 'Erika Beispiel', 'Outlook will not open', 'Chris Lindqvist'];
const TITLE = 'Outlook will not open since this morning';

let msp: SmallMsp;
let ticket: number;

async function oneTicketIsOffered(): Promise<void> {
  // Nothing may happen by itself while we look: the offer stands for a day.
  msp = await smallMsp({ policy: { offerMinutes: { 1: 1_440, 2: 1_440, 3: 1_440, 4: 1_440 } } });
  ticket = msp.ticket(TITLE, 'Hello, Outlook crashes when I start it. Erika');
  await msp.minutes(2);
  whoIsAsked(msp, 'Outlook will not open');
}

interface Answer {
  readonly status: number | undefined;
  readonly body: unknown;
  readonly text: string;
}

/** As Teams would send it; `authorization` in the place of a good token. */
async function send(activity: Json, authorization?: string): Promise<Answer> {
  const answer = await msp.does(() =>
    msp.teams.forge.deliver(activity, authorization === undefined ? {} : { authorization }),
  );
  return { ...answer, text: JSON.stringify(answer.body ?? '') };
}

function tap(who: string, verb: string, data: unknown, fields: Json = {}): Json {
  const value = { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' };
  return msp.teams.forge.activity(who, 'personal', { type: 'invoke', name: 'adaptiveCard/action', value, ...fields });
}

async function version(): Promise<number> {
  return (await msp.store.get('tickets', String(ticket)))?.data.events ?? 0;
}

/** The answer of the door itself: JSON with a code and a next step, nothing of ours in it. */
function refused(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status);
  expect(answer.body).toEqual({
    error: { code, message: expect.any(String) as string, next: expect.any(String) as string },
  });
  leaksNothing(answer);
}

function leaksNothing(answer: Answer): void {
  expect(answer.text).not.toMatch(LEAKS);
  for (const secret of SECRETS) expect(answer.text).not.toContain(secret);
}

describe('strangers at a working desk', () => {
  beforeAll(oneTicketIsOffered);
  afterAll(() => msp.close());
  let before: Json;
  beforeEach(async () => {
    before = await worldState(msp);
  });
  afterEach(async () => {
    expect(await worldState(msp)).toEqual(before);
  });

  it.each([
    ['no token at all', ''],
    ['garbage', 'Bearer garbage'],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
  ])('get 401 for a claim with %s', async (_what, authorization) => {
    refused(
      await send(tap('ana', 'claim', { ticketId: String(ticket), version: 1 }), authorization),
      401,
      'NOT_SIGNED_IN',
    );
  });

  it.each([
    ['an expired token', 'expired'],
    ['a token for another app', 'wrong-audience'],
    ['a token that somebody else signed', 'other-key'],
    ['a token of an unknown key', 'unknown-key'],
    ['a token for another service address', 'wrong-service-url'],
    ['a token of another issuer', 'wrong-issuer'],
  ] as const)('get 401 for a claim with %s', async (_what, kind) => {
    const claim = tap('ana', 'claim', { ticketId: String(ticket), version: await version() });
    refused(await send(claim, `Bearer ${await msp.teams.forge.badToken(kind)}`), 401, 'NOT_SIGNED_IN');
  });

  const elsewhere = '99999999-9999-4999-8999-999999999999';
  it.each([
    ['in channelData', { channelData: { tenant: { id: elsewhere } } }],
    ['in the conversation', { conversation: { id: 'a:1', conversationType: 'personal', tenantId: elsewhere } }],
    ['nowhere', { channelData: {}, conversation: { id: 'a:1', conversationType: 'personal' } }],
  ])('get 403 as people of another tenant, named %s', async (_where, fields) => {
    const claim = tap('ana', 'claim', { ticketId: String(ticket), version: await version() }, fields);
    refused(await send(claim), 403, 'WRONG_TENANT');
  });

  async function post(body: string, path = '/api/messages', headers: Record<string, string> = {}): Promise<Answer> {
    const answer = await fetch(`${msp.callboard.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const text = await answer.text();
    return { status: answer.status, body: JSON.parse(text) as unknown, text };
  }

  it.each([
    ['not JSON', '{"type":'],
    ['empty', ''],
    ['a list', '[]'],
    ['an object of nothing', '{}'],
    ['markup', '<script>alert(1)</script>'],
    ['brackets without end', '['.repeat(100_000)],
  ])('get 400 for a body that is %s, even with a valid token', async (_what, body) => {
    const authorization = `Bearer ${await msp.teams.forge.channelToken()}`;
    refused(await post(body, '/api/messages', { authorization }), 400, 'INPUT_INVALID');
  });

  it('get 413 for a body above 256 kB', async () => {
    const claim = tap('ana', 'claim', { ticketId: String(ticket), version: 1 }, { padding: 'x'.repeat(300_000) });
    refused(await send(claim), 413, 'INPUT_TOO_LARGE');
  });

  it('get 404 for a webhook at an unknown address', async () => {
    const answer = await post(JSON.stringify({ object_id: ticket }), '/hooks/psa/guessed');
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({
      error: { code: expect.any(String) as string, next: expect.any(String) as string },
    });
    leaksNothing(answer);
  });

  describe('a person whom the directory does not know', () => {
    const nobody = { id: '29:nobody-knows-me', aadObjectId: elsewhere, name: 'Nobody' };
    const helps = (answer: Answer) => {
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('admin');
      leaksNothing(answer);
    };

    it('may not tap', async () => {
      helps(await send(tap('ana', 'claim', { ticketId: String(ticket), version: await version() }, { from: nobody })));
    });
    it('may not look', async () => {
      helps(await send(tap('ana', 'look', { ticketId: String(ticket) }, { from: nobody })));
    });
    it.each(['task/fetch', 'task/submit'])('may not use a dialog (%s)', async (name) => {
      const data = {
        verb: 'override',
        ticketId: String(ticket),
        version: await version(),
        to: `agent:${msp.agents.ben}`,
        reason: 'workload',
      };
      helps(
        await send(msp.teams.forge.activity('ana', 'channel', { type: 'invoke', name, value: { data }, from: nobody })),
      );
    });
    it('gets no answer from the desk in chat', async () => {
      const message = msp.teams.forge.activity('ana', 'channel', { type: 'message', text: 'pause', from: nobody });
      expect(await send(message)).toMatchObject({ status: 200, body: undefined });
      await msp.clock.advance(1_000);
    });
    it('cannot make their channel the dispatch channel', async () => {
      const message = msp.teams.forge.activity('ana', 'channel', {
        type: 'message',
        text: 'dispatch here',
        from: nobody,
      });
      expect(await send(message)).toMatchObject({ status: 200 });
    });
    it('is nobody at all without an Entra id', async () => {
      const answer = await send(
        tap('ana', 'claim', { ticketId: String(ticket), version: await version() }, { from: { id: nobody.id } }),
      );
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('who you are');
      leaksNothing(answer);
    });
  });

  it.each([
    ['an unknown verb', 'launch-missiles', () => ({ ticketId: String(ticket) })],
    ['a verb that every object has', '__proto__', () => ({ ticketId: String(ticket) })],
    ['no verb', '', () => ({ ticketId: String(ticket) })],
    ['a dialog’s verb', 'decline', () => ({ ticketId: String(ticket), version: 1 })],
    ['no data', 'claim', () => undefined],
    ['a list for data', 'claim', () => [String(ticket)]],
    ['a number for the ticket', 'claim', () => ({ ticketId: ticket, version: 1 })],
    ['an object for the ticket', 'claim', () => ({ ticketId: { $ne: '' }, version: 1 })],
    ['another table’s name in the ticket', 'claim', () => ({ ticketId: "1'; DROP TABLE tickets; --", version: 1 })],
    ['a ticket that is not there', 'claim', () => ({ ticketId: '999999', version: 1 })],
    ['no version', 'claim', () => ({ ticketId: String(ticket) })],
    ['a version below zero', 'approve', () => ({ ticketId: String(ticket), version: -1 })],
  ])('a tap with %s does nothing and says what to do next', async (_what, verb, data) => {
    const answer = await send(tap('ben', verb, data()));
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/[Rr]efresh|newest card|Look again|[Oo]pen/);
    expect(answer.text).not.toMatch(LEAKS);
  });

  it.each([
    ['an unknown invoke', 'fileConsent/invoke', { action: 'accept' }],
    ['a search', 'application/search', { queryText: '%' }],
    ['a dialog of an unknown kind', 'task/fetch', { data: { verb: 'constructor' } }],
    ['a dialog without data', 'task/fetch', null],
    ['a dialog’s answer of an unknown kind', 'task/submit', { data: { verb: 'toString' } }],
  ])('%s is answered politely and does nothing', async (_what, name, value) => {
    const answer = await send(msp.teams.forge.activity('dana', 'personal', { type: 'invoke', name, value }));
    expect(answer.status).toBe(200);
    leaksNothing(answer);
  });

  it('an outdated card approves nothing: the answer is the present card, which says so', async () => {
    const answer = await send(tap('dana', 'approve', { ticketId: String(ticket), version: (await version()) - 1 }));
    expect(answer).toMatchObject({ status: 200, body: { type: 'application/vnd.microsoft.card.adaptive' } });
    expect(answer.text).toContain('changed');
    expect(answer.text).not.toMatch(LEAKS);
  });

  it('a dispatcher’s id in the data makes nobody a dispatcher', async () => {
    const asked = whoIsAsked(msp, 'Outlook will not open').person.key;
    const other = ['ana', 'ben', 'chris'].find((key) => key !== asked) ?? '';
    const dana = msp.teams.people.find((person) => person.key === 'dana');
    const claimed = { personId: 'mail:dana@northwind-msp.example', by: 'dana', from: dana, roles: ['dispatcher'] };
    const data = { ticketId: String(ticket), version: await version(), ...claimed };
    const answer = await send(tap(other, 'approve', data));
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Ask a dispatcher');
    expect(answer.text).not.toMatch(LEAKS);
  });

  it('an offer to a colleague is not taken without a reason, whatever the data says', async () => {
    const asked = whoIsAsked(msp, 'Outlook will not open').person.key as 'ana';
    const other = ['ana', 'ben', 'chris'].find((key) => key !== asked) ?? '';
    const data = { ticketId: String(ticket), version: await version(), personId: `agent:${msp.agents[asked]}` };
    const answer = await send(tap(other, 'claim', data));
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('eason');
    expect(answer.text).not.toMatch(LEAKS);
  });

  it('an automatic refresh only looks, whatever its data asks for', async () => {
    const asked = whoIsAsked(msp, 'Outlook will not open').person.key;
    const value = {
      action: { type: 'Action.Execute', verb: 'claim', data: { ticketId: String(ticket), version: await version() } },
      trigger: 'automatic',
    };
    const answer = await send(
      msp.teams.forge.activity(asked, 'personal', { type: 'invoke', name: 'adaptiveCard/action', value }),
    );
    expect(answer).toMatchObject({ status: 200, body: { type: 'application/vnd.microsoft.card.adaptive' } });
  });
});

describe('a known person who sends data that is not theirs', () => {
  beforeEach(oneTicketIsOffered);
  afterEach(() => msp.close());

  it('claims in their own name, whatever name is in the card’s data', async () => {
    const asked = whoIsAsked(msp, 'Outlook will not open').person.key as 'ana';
    const other = (['ana', 'ben', 'chris'] as const).find((key) => key !== asked) ?? 'ana';
    const theirs = `agent:${msp.agents[other]}`;
    const data = {
      ticketId: String(ticket),
      version: await version(),
      personId: theirs,
      to: theirs,
      agentId: msp.agents[other],
    };
    expect(await send(tap(asked, 'claim', data))).toMatchObject({ status: 200 });
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe(msp.teams.user(asked).person.name);
    expect((await msp.history(ticket)).find((event) => event.kind === 'claimed')?.by).toBe(
      `agent:${msp.agents[asked]}`,
    );
  });

  it('does a thing once when Teams delivers it twice', async () => {
    const person = whoIsAsked(msp, 'Outlook will not open');
    msp.teams.faults.resend(1);
    await claims(msp, person, myCard(person, 'Outlook will not open'));
    await msp.minutes(1);
    expect((await msp.history(ticket)).filter((event) => event.kind === 'claimed')).toHaveLength(1);
    expect(msp.haloNotes(ticket)).toHaveLength(1);
  });

  it('cannot write markup into HaloPSA with a note', async () => {
    const owner = whoIsAsked(msp, 'Outlook will not open');
    await claims(msp, owner, myCard(owner, 'Outlook will not open'));
    await msp.minutes(1);
    const next = msp.technicians.find((person) => person !== owner)!;
    const to = `agent:${msp.agents[next.person.key as 'ana']}`;
    const note = '<img src=x onerror=alert(1)> <b>bold</b> & done';
    await fillsIn(msp, owner, myCard(owner, 'Outlook will not open'), 'Hand', { to, note });
    await msp.minutes(1);
    const written = msp.haloNotes(ticket).join('\n');
    expect(written).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(written).not.toMatch(/<(img|b)\b/);
  });
});
