import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Where no system takes the ports of outgoing connections from: one that a copy has left for a moment stays free. */
const PORTS_FROM = 20_000;
const PORTS_TO = 30_000;

/** A port that a process listens on again and again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS_FROM, PORTS_TO);
    const server = createServer();
    const free = await new Promise<boolean>((done) => {
      server.once('error', () => done(false));
      server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
    });
    if (free) return port;
  }
}
