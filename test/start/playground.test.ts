import { describe, expect, it } from 'vitest';
import { startDemo } from '../../start/demo.ts';

describe('the local mode for the Agents Playground', () => {
  it('starts, and answers a message without sign-in from this machine', async () => {
    const demo = await startDemo(
      { mode: 'playground', host: '127.0.0.1', port: 0, logLevel: 'error', production: false },
      { paced: true },
    );
    try {
      const answer = await fetch(`${demo.callboard.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          type: 'message',
          id: 'a1',
          text: 'help',
          channelId: 'msteams',
          serviceUrl: 'http://127.0.0.1:9/_connector',
          from: { id: '29:user', aadObjectId: '00000000-0000-0000-0000-0000000000ff', name: 'Somebody' },
          recipient: { id: '28:bot', name: 'Callboard' },
          conversation: { id: 'personal-1', conversationType: 'personal' },
        }),
      });
      expect(answer.status).toBe(200);
    } finally {
      await demo.stop();
    }
  });
});
