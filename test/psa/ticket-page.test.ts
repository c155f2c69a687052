import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { haloWorld, type HaloWorld } from './halo-world.ts';

let world: HaloWorld;
beforeEach(async () => {
  world = await haloWorld();
});
afterEach(() => world.stop());

const page = async (query: string) => {
  const answer = await fetch(`${world.url}/tickets${query}`);
  return { status: answer.status, policy: answer.headers.get('content-security-policy'), html: await answer.text() };
};

test('the link on a card opens the ticket with its assignee, the client’s text, notes and history', async () => {
  const id = world.newTicket('Printer <b>on fire</b>');
  const ticket = world.halo.state.tickets.get(Number(id))!;
  ticket.details = '<div><p>It smokes.<br>Rates &lt;b&gt;went up&lt;/b&gt;</p><script>alert(1)</script></div>';
  const agent = world.halo.seed.agent({ name: 'Ana "Ace" Moreau' });
  world.halo.people.assign(Number(id), agent.id);
  world.halo.people.note(Number(id), 'Called <img src=x onerror=alert(1)> back', { by: agent.id });
  const { status, html } = await page(`?id=${id}`);
  expect(status).toBe(200);
  expect(html).toContain('<h1>Printer &lt;b&gt;on fire&lt;/b&gt;</h1>');
  expect(html).toContain('<dd>Ana &quot;Ace&quot; Moreau</dd>');
  expect(html).toContain('It smokes.\nRates &lt;b&gt;went up&lt;/b&gt;');
  expect(html).toContain('Called &lt;img src=x onerror=alert(1)&gt; back');
  expect(html).toContain('Assigned to: Unassigned → Ana &quot;Ace&quot; Moreau');
  expect(html).not.toMatch(/<(script|img)/);
});

test('the page runs no scripts and cannot be framed', async () => {
  const { policy } = await page(`?id=${world.newTicket('x')}`);
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(policy).toContain("frame-ancestors 'none'");
});

test.each(['', '?id=', '?id=99999', '?id=<script>'])(
  'the page says that there is no such ticket for the query “%s”',
  async (query) => {
    const { status, html } = await page(query);
    expect(status).toBe(404);
    expect(html).toContain('There is no such ticket.');
  },
);

test('the page says that a ticket was deleted', async () => {
  const id = world.newTicket('x');
  world.halo.people.remove(Number(id));
  expect((await page(`?id=${id}`)).html).toContain(`Ticket ${id} was deleted.`);
});

test('the page cannot be read under another host name', async () => {
  const { hostname, port } = new URL(world.url);
  const id = world.newTicket('x');
  const status = await new Promise((resolve, reject) => {
    request({ hostname, port, path: `/tickets?id=${id}`, headers: { host: 'evil.example' } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .once('error', reject)
      .end();
  });
  expect(status).toBe(403);
});
