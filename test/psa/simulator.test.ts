import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { haloWorld, type HaloWorld } from './halo-world.ts';

/** The simulated Halo must be as unforgiving as the real one. The simulator names the source of each pitfall. */
describe('the simulated HaloPSA', () => {
  let world: HaloWorld;
  let token = '';
  beforeEach(async () => {
    world = await haloWorld();
    token = await signIn();
  });
  afterEach(() => world.stop());

  async function signIn(secret = 'correct-horse-battery'): Promise<string> {
    const answer = await fetch(`${world.url}/auth/token?tenant=acme`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'callboard', client_secret: secret }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    const body = (await answer.json()) as { access_token: string };
    return body.access_token;
  }
  const api = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${world.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      json = text;
    }
    return { status: answer.status, headers: answer.headers, body: json as never };
  };
  const many = (count: number) => Array.from({ length: count }, (_, n) => world.newTicket(`Ticket ${n}`));

  it('issues tokens only for the right secret, and requires one for every request', async () => {
    await expect(signIn('wrong')).rejects.toThrow('400');
    token = 'made-up';
    expect((await api('GET', '/Tickets?count=1')).status).toBe(401);
  });

  it('rejects tokens after they expire', async () => {
    await world.clock.advance(3_601_000);
    expect((await api('GET', '/Tickets?count=1')).status).toBe(401);
  });

  it('silently caps page_size at 100', async () => {
    many(130);
    const { body } = await api('GET', '/Tickets?pageinate=true&page_no=1&page_size=1000');
    expect(body).toMatchObject({ record_count: 130, page_size: 100 });
    expect((body as { tickets: unknown[] }).tickets).toHaveLength(100);
  });

  it('returns 20 of 213 tickets, without a hint, unless the request asks for pages', async () => {
    many(213);
    const { body } = await api('GET', '/Tickets?open_only=true');
    expect((body as { tickets: unknown[] }).tickets).toHaveLength(20);
    expect(body).toMatchObject({ record_count: 20 });
  });

  it('ignores unknown query parameters', async () => {
    many(3);
    world.people.assign(many(1)[0]!, world.ana);
    const { body } = await api('GET', '/Tickets?unassigned=true&count=50');
    expect((body as { tickets: unknown[] }).tickets).toHaveLength(4);
  });

  it('hides the pseudo-agent “Unassigned” by default, and returns agents as a bare array', async () => {
    const names = async (path: string) => ((await api('GET', path)).body as { name: string }[]).map((row) => row.name);
    expect(await names('/Agent?includeenabled=true')).not.toContain('Unassigned');
    expect(await names('/Agent?includeenabled=true&includeunassigned=true')).toContain('Unassigned');
  });

  it('accepts only arrays, and answers with an object for one row and an array for several', async () => {
    const [a, b] = many(2).map(Number);
    expect((await api('POST', '/Tickets', { id: a, status_id: 2 })).status).toBe(400);
    expect((await api('POST', '/Tickets', [{ id: a, status_id: 2 }])).body).toMatchObject({ id: a, status_id: 2 });
    const two = await api('POST', '/Tickets', [
      { id: a, status_id: 1 },
      { id: b, status_id: 2 },
    ]);
    expect(two.body).toMatchObject([{ id: a }, { id: b }]);
  });

  it('keeps fields that an update does not name, and accepts numbers as text', async () => {
    const id = Number(many(1)[0]);
    const before = world.halo.state.tickets.get(id)!;
    const { summary, team } = before;
    await api('POST', '/Tickets', [{ id, agent_id: world.ana }]);
    expect(world.halo.state.tickets.get(id)).toMatchObject({ summary, team, agent_id: Number(world.ana) });
  });

  it('refuses a note without an outcome, in plain text', async () => {
    const answer = await api('POST', '/Actions', [
      { ticket_id: Number(many(1)[0]), note_html: 'x', hiddenfromuser: true },
    ]);
    expect(answer).toMatchObject({ status: 400, body: 'An action must have an outcome' });
  });

  it('mails a note according to its outcome, whatever the flags say', async () => {
    const ticketId = Number(many(1)[0]);
    await api('POST', '/Actions', [
      { ticket_id: ticketId, outcome_id: 8, note_html: 'x', hiddenfromuser: true, sendemail: false },
    ]);
    expect(world.halo.state.actions.get(ticketId)?.at(-1)).toMatchObject({ emailed: true });
  });

  it('counts SLA targets in the SLA’s workday, or around the clock without one', async () => {
    const { halo } = world;
    const client = halo.seed.client({ name: 'Contoso' }).id;
    const office = halo.seed.workday({ name: 'Office', timezone: 'Europe/London', start: '09:00', end: '17:00' });
    const promised = [{ name: 'Normal', respond: 4, fix: 24 }];
    const inHours = halo.seed.sla('Office hours', promised, office);
    const always = halo.seed.sla('Around the clock', promised);
    // A Friday, 16:00 in London.
    const dateoccurred = Date.UTC(2026, 10, 20, 16, 0);
    const at = (slaId: number) => {
      const ticket = { summary: 'x', details: '', client_id: client, sla_id: slaId, priority_id: 1, dateoccurred };
      const { respondbydate, fixbydate } = halo.people.newTicket(ticket);
      return [respondbydate, fixbydate];
    };
    expect(at(inHours.id)).toEqual([Date.UTC(2026, 10, 23, 12, 0), Date.UTC(2026, 10, 25, 16, 0)]);
    expect(at(always.id)).toEqual([Date.UTC(2026, 10, 20, 20, 0), Date.UTC(2026, 10, 21, 16, 0)]);
  });

  it('writes times in UTC without an offset', async () => {
    const id = many(1)[0]!;
    const { body } = await api('GET', `/Tickets/${id}`);
    expect(body).toMatchObject({ dateoccurred: '2026-06-01T07:00:00' });
  });

  it('accepts a write that a workflow does not apply', async () => {
    const id = Number(many(1)[0]);
    world.halo.people.swallow(1, ['agent_id']);
    const answer = await api('POST', '/Tickets', [{ id, agent_id: Number(world.ana), status_id: 2 }]);
    expect(answer.status).toBe(201);
    expect(world.halo.state.tickets.get(id)).toMatchObject({ agent_id: 1, status_id: 2 });
  });

  it('keeps secrets out of its journal', () => {
    const shown = JSON.stringify(world.halo.journal.exchanges);
    expect(shown).toContain('client_secret=***');
    expect(shown).not.toContain('correct-horse-battery');
    expect(shown).not.toContain(token);
  });

  describe('with a limit of five requests', () => {
    it('answers the sixth with 429 and no Retry-After until the window has passed', async () => {
      await world.stop();
      world = await haloWorld({ limit: { requests: 5, windowMs: 300_000 } });
      token = await signIn();
      for (let n = 0; n < 5; n += 1) expect((await api('GET', '/Team')).status).toBe(200);
      const answer = await api('GET', '/Team');
      expect(answer.status).toBe(429);
      expect(answer.headers.get('retry-after')).toBeNull();
      await world.clock.advance(300_001);
      token = await signIn();
      expect((await api('GET', '/Team')).status).toBe(200);
    });
  });

  describe('webhooks', () => {
    let receiver: Server;
    let received: { authorization: string | undefined; body: unknown }[];
    let status: number;
    beforeEach(async () => {
      received = [];
      status = 200;
      receiver = createServer((req, res) => {
        const chunks: Buffer[] = [];
        req.on('data', (chunk: Buffer) => chunks.push(chunk));
        req.on('end', () => {
          const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
          received.push({ authorization: req.headers.authorization, body });
          res.writeHead(status).end();
        });
      });
      await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    });
    afterEach(() => new Promise((resolve) => receiver.close(resolve)));
    const subscribe = async () => {
      const { port } = receiver.address() as AddressInfo;
      await world.during(() => world.psa.subscribe(`http://127.0.0.1:${port}/hook`), 1_000);
    };

    it('push an event with Basic auth and no signature', async () => {
      await subscribe();
      const id = world.newTicket('Printer jams');
      await world.clock.advance(1_000);
      expect(received).toHaveLength(1);
      expect(received[0]).toMatchObject({ body: { ticket: { id: Number(id) } } });
      const raw = new TextEncoder().encode(JSON.stringify(received[0]!.body));
      expect(world.psa.readHook({ authorization: received[0]!.authorization }, raw)).toEqual({
        ok: true,
        ticketIds: [id],
      });
    });

    it('push events that occur together as one array', async () => {
      await subscribe();
      const id = world.newTicket('Printer jams');
      world.people.close(id);
      await world.clock.advance(1_000);
      expect(received).toHaveLength(1);
      const events = received[0]!.body as { event: string }[];
      expect(events.map((event) => event.event)).toEqual(['New ticket', 'Updated', 'Status changed', 'Closed']);
      const raw = new TextEncoder().encode(JSON.stringify(events));
      expect(world.psa.readHook({ authorization: received[0]!.authorization }, raw).ticketIds).toEqual([id]);
    });

    it('never repeat a push that failed', async () => {
      await subscribe();
      status = 500;
      world.newTicket('Printer jams');
      await world.clock.advance(3_600_000);
      expect(received).toHaveLength(1);
    });
  });

  it('holds 100,000 tickets and returns none of them when none changed', () => {
    for (let n = 0; n < 100_000; n += 1) world.newTicket('old');
    const from = world.now() + 1;
    const changes = [...world.halo.state.tickets.changedSince(from)];
    expect(changes).toEqual([]);
    expect(world.halo.state.tickets.size).toBe(100_000);
  });
});
