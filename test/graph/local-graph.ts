import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGate, OUTLOOK_PLACES } from '../../graph/index.ts';
import { createTransport, type Transport, type TransportDeps } from '../../graph/transport.ts';
import { silentLog } from '../../model/log.ts';
import { realClock } from '../../start/machine-clock.ts';
import type { TokenCache } from '../../model/token-cache.ts';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}
type Answer = (asked: Asked, res: ServerResponse, nth: number) => void;

/** A Graph on this machine with scripted answers; it records the requests. */
export interface LocalGraph {
  readonly url: string;
  readonly asked: Asked[];
  readonly transport: (more?: Partial<TransportDeps>) => Transport;
  readonly close: () => Promise<void>;
}

export async function localGraph(answer: Answer): Promise<LocalGraph> {
  const asked: Asked[] = [];
  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    let text = '';
    req.setEncoding('utf8');
    req.on('data', (chunk: string) => (text += chunk));
    req.on('end', () => {
      const body: unknown = text === '' ? undefined : text.startsWith('{') ? JSON.parse(text) : text;
      const one = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body };
      asked.push(one);
      answer(one, res, asked.length);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let ids = 0;
  return {
    url,
    asked,
    transport: (more = {}) =>
      createTransport({
        fetch,
        clock: realClock(() => {}),
        log: silentLog,
        random: () => 0,
        newId: () => `id-${(ids += 1)}`,
        gate: createGate(OUTLOOK_PLACES),
        tokens: fixedToken,
        graphUrl: url,
        urgent: false,
        ...more,
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export const fixedToken: TokenCache = { get: async () => 'the-token', drop() {} };

export function json(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Answers with Graph’s error envelope. */
export function graphError(
  res: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
  inner: object = {},
): void {
  const innerError = { date: '2026-06-01T07:00:00', 'request-id': 'r-1', 'client-request-id': 'c-1', ...inner };
  json(res, status, { error: { code, message: '', innerError } }, headers);
}
