import { expect, it } from 'vitest';
import { realClock } from '../../start/machine-clock.ts';
import { silentLog as log } from '../../model/log.ts';
import { startServer } from '../../web/server.ts';

it('the server keeps an idle connection open longer than a load balancer does, and closes it when it stops', async () => {
  const clock = realClock(() => undefined);
  const server = await startServer((_req, res) => void res.end('yes'), { host: '127.0.0.1', port: 0, clock, log });
  const answer = await fetch(server.url, { headers: { connection: 'keep-alive' } });
  await answer.text();
  // The response states the timeout in seconds. Load balancers of the large clouds default to 60.
  const announced = Number(/timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '')?.[1]);
  expect(announced).toBeGreaterThan(60);
  await server.stop(60_000);
});
