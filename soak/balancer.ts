import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../sim/world/random.ts';

/** What stands in front of the copies: one address, behind which any of them may answer. */
export interface Balancer {
  readonly url: string;
  /** How often a request was given to a second copy because the first one's answer did not arrive. */
  readonly repeated: () => number;
  /** Requests that no copy answered: what each of them did instead. */
  readonly unserved: readonly string[];
  close(): Promise<void>;
}

/** Of a copy that was stopped in its tracks. */
const SILENCE = 'silence';
/** One copy's answer is lost on the way now and then: the request is given to another that answers, as balancers do. */
const LOST = 0.1;

/**
 * A load balancer without stickiness: each request goes to a copy by chance. A copy that is gone, or goes while it
 * works, costs nobody their answer: another one is asked the same again. `copies`: how they are, for the report.
 */
export async function balance(
  ports: readonly number[],
  random: Random,
  copies: () => readonly string[],
): Promise<Balancer> {
  let repeated = 0;
  const unserved: string[] = [];
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
      /** Lost on the way, unless nobody else answers. */
      let spare: Answer | undefined;
      const tried: string[] = [];
      /** A copy's silence is waited for once: Teams waits no longer. */
      const silent = new Set<number>();
      // Twice: who was only starting, or had just gone, may be there by the time the others have been asked.
      for (const port of [...order, ...order]) {
        if (silent.has(port)) continue;
        const began = performance.now();
        const answer = await ask(port, req.method ?? 'GET', req.url ?? '/', req.headers, body);
        tried.push(
          `${'status' in answer ? answer.status : answer.none} after ${Math.round(performance.now() - began)} ms`,
        );
        if ('none' in answer) {
          if (answer.none === SILENCE) silent.add(port);
          continue;
        }
        const serves = answer.status !== 503;
        if (serves && (spare || !random.chance(LOST))) return give(answer);
        if (serves) spare = answer;
        repeated += 1;
      }
      if (spare) return give(spare);
      unserved.push(`${req.url ?? ''} at ${Date.now()}: ${tried.join(', ')}; copies: ${copies().join(', ')}`);
      res.writeHead(502).end();
    }

    function give({ status, type, body: text }: Answer): void {
      res.writeHead(status, { 'content-type': type }).end(text);
    }
  });
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repeated: () => repeated,
    unserved,
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

interface NoAnswer {
  readonly none: string;
}

/**
 * Nobody there, or nobody any more. Each time over a connection of its own: one that was kept may belong to a copy that
 * has ended since, at a place where the next one listens already.
 */
function ask(port: number, method: string, path: string, headers: IncomingHttpHeaders, body: Buffer) {
  return new Promise<Answer | NoAnswer>((done) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        agent: false,
        headers: { ...headers, connection: 'close', host: `127.0.0.1:${port}` },
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', (error) => done({ none: error.message }));
        answer.on('end', () => {
          const type = answer.headers['content-type'] ?? 'application/json';
          done({ status: answer.statusCode ?? 502, type, body: Buffer.concat(parts) });
        });
      },
    );
    // A copy that was stopped in its tracks keeps its connections open and says nothing. Later than a copy answers
    // while the database looks for a leader (desk/chat/inbound.ts), sooner than Teams gives up.
    sent.setTimeout(7_500, () => sent.destroy(new Error(SILENCE)));
    sent.on('error', (error) => done({ none: error.message }));
    sent.end(body);
  });
}
