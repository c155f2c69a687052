import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../../sim/world/random.ts';

/** What stands in front of the copies: one address, behind which any of them may answer. */
export interface Balancer {
  readonly url: string;
  /** How often a request was given to a second copy because the first one's answer did not arrive. */
  readonly repeated: () => number;
  close(): Promise<void>;
}

/** One copy's answer is lost on the way now and then: the request is given to another, as balancers do. */
const LOST = 0.02;

/**
 * A load balancer without stickiness: each request goes to a copy by chance. A copy that is gone, or goes while it
 * works, costs nobody their answer: another one is asked the same again.
 */
export async function balance(ports: readonly number[], random: Random): Promise<Balancer> {
  let repeated = 0;
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      void serve();
    });

    async function serve(): Promise<void> {
      const body = Buffer.concat(parts);
      const first = random.below(ports.length);
      const order = [...ports.slice(first), ...ports.slice(0, first)];
      for (const [n, port] of order.entries()) {
        const answer = await ask(port, req.method ?? 'GET', req.url ?? '/', req.headers, body);
        const lost = n < order.length - 1 && random.chance(LOST);
        if (answer && answer.status !== 503 && !lost) {
          res.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
          return;
        }
        if (answer) repeated += 1;
      }
      res.writeHead(502).end();
    }
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repeated: () => repeated,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** Undefined: nobody there, or nobody any more. */
function ask(port: number, method: string, path: string, headers: IncomingHttpHeaders, body: Buffer) {
  return new Promise<Answer | undefined>((done) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers: { ...headers, host: `127.0.0.1:${port}` } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', () => done(undefined));
        answer.on('end', () => {
          const type = answer.headers['content-type'] ?? 'application/json';
          done({ status: answer.statusCode ?? 502, type, body: Buffer.concat(parts) });
        });
      },
    );
    // A copy that was stopped in its tracks keeps its connections open and says nothing. Later than a copy answers
    // while the database looks for a leader (desk/inbound.ts), sooner than Teams gives up.
    sent.setTimeout(7_500, () => sent.destroy());
    sent.on('error', () => done(undefined));
    sent.end(body);
  });
}
