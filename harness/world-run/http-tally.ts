import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';

/** How many HTTP messages a process has sent and received since it started. */
export interface HttpTally {
  requestsSent: number;
  answersReceived: number;
  requestsReceived: number;
  answersSent: number;
}

export interface HttpWatch {
  readonly tally: Readonly<HttpTally>;
  /** Whether a message is arriving, or an answer to one of our requests is still expected. */
  readonly expects: () => boolean;
}

/** Carries the sender's time, so that the receiver is never behind it. */
const NOW = 'x-world-run-now';

/**
 * Counts the HTTP messages of this process from outside, whatever library sends them, and adds the simulated time to
 * each request. Node's diagnostics channels report `fetch` (undici:*), `http.request` and servers:
 * https://nodejs.org/api/diagnostics_channel.html
 */
export function watchHttp(now: () => number, hear: (now: number) => void): HttpWatch {
  const tally: HttpTally = { requestsSent: 0, answersReceived: 0, requestsReceived: 0, answersSent: 0 };
  const incoming = new Set<IncomingMessage>();
  subscribe('undici:request:create', (message) => {
    const { request } = message as { request: { addHeader(name: string, value: string): void } };
    request.addHeader(NOW, String(now()));
    tally.requestsSent += 1;
  });
  subscribe('undici:request:trailers', () => void (tally.answersReceived += 1));
  subscribe('undici:request:error', () => void (tally.answersReceived += 1));
  subscribe('http.client.request.created', (message) => {
    const { request } = message as { request: ClientRequest };
    request.setHeader(NOW, String(now()));
    tally.requestsSent += 1;
    request.once('close', () => void (tally.answersReceived += 1));
  });
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const sentAt = Number(request.headers[NOW]);
    if (sentAt > now()) hear(sentAt);
    tally.requestsReceived += 1;
    incoming.add(request);
    response.once('close', () => {
      incoming.delete(request);
      tally.answersSent += 1;
    });
  });
  return {
    tally,
    expects: () => tally.requestsSent > tally.answersReceived || [...incoming].some((request) => !request.complete),
  };
}

/** Messages that one process has sent and the other has not received, of each kind. */
export function underWay(one: HttpTally, other: HttpTally): string {
  return [
    one.requestsSent - other.requestsReceived,
    other.requestsSent - one.requestsReceived,
    one.answersSent - other.answersReceived,
    other.answersSent - one.answersReceived,
  ].join();
}

/** Nothing is on its way. */
export const NOTHING = '0,0,0,0';
