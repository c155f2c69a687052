import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDemo, type Demo } from '../../start/demo.ts';

/** The Playground's own side: who its one user is, and what it was sent. */
const ALEX = {
  id: 'user-id-0',
  name: 'Alex Wilber',
  email: 'alexw@example.com',
  userPrincipalName: 'alexw@example.com',
};
let sent: { summary?: string }[] = [];
let connector: Server;
let demo: Demo;

beforeEach(async () => {
  sent = [];
  connector = createServer((req, res) => {
    let body = '';
    req.on('data', (piece: Buffer) => (body += piece.toString()));
    req.on('end', () => {
      if (req.method === 'POST') sent.push(JSON.parse(body) as { summary?: string });
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify(req.method === 'GET' ? ALEX : { id: `m${sent.length}` }));
    });
  });
  await new Promise<void>((listening) => connector.listen(0, '127.0.0.1', listening));
  demo = await startDemo(
    { mode: 'playground', host: '127.0.0.1', port: 0, logLevel: 'error', production: false },
    { paced: true },
  );
});
afterEach(async () => {
  await demo.stop();
  connector.close();
});

async function say(text: string): Promise<number> {
  const { port } = connector.address() as AddressInfo;
  const answer = await fetch(`${demo.callboard.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'message',
      id: `a-${text}`,
      text,
      channelId: 'msteams',
      serviceUrl: `http://127.0.0.1:${port}/_connector`,
      from: { id: ALEX.id, aadObjectId: '00000000-0000-0000-0000-0000000000020', name: ALEX.name },
      recipient: { id: '28:bot', name: 'Callboard' },
      conversation: { id: 'personal-chat', conversationType: 'personal' },
    }),
  });
  return answer.status;
}

describe('the local mode for the Agents Playground', () => {
  it('knows the Playground’s user and answers an unsigned message', { timeout: 150_000 }, async () => {
    expect(await say('help')).toBe(200);
    await vi.waitFor(() => expect(sent.map((one) => one.summary).join()).toContain('What you can do here'), 60_000);
    expect(await say('queue')).toBe(200);
    await vi.waitFor(() => expect(sent.map((one) => one.summary).join()).toContain('Dispatch queue'), 60_000);
  });
});
