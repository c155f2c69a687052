import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../model/clock.ts';
import { asListenError } from '../model/listen-error.ts';
import type { Log } from '../model/log.ts';

/** A listening server. */
export interface Listening {
  /** Its address, such as `http://127.0.0.1:3978`. */
  readonly url: string;
  readonly port: number;
  /** Stops the server: accepts no new connections, closes idle ones, and cuts busy ones after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** Slow senders must not hold connections: headers within 10 s, whole requests within 30. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
/**
 * How long an idle connection stays open for the next request. It must be longer than the load balancer's timeout (60 s
 * by default), so that the balancer closes first. Otherwise a request can be lost on a connection that we are just
 * closing. Node's own default is 5 s.
 */
const KEEP_ALIVE_MS = 75_000;

const OPTIONS = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, keepAliveTimeout: KEEP_ALIVE_MS };

/**
 * Starts an HTTP server.
 *
 * @throws LISTEN_FAILED when the address is in use or not ours.
 */
export function startServer(
  handler: RequestListener,
  o: { host: string; port: number; clock: Clock; log: Log },
): Promise<Listening> {
  let stopping = false;
  const server = createServer(OPTIONS, (req, res) => {
    // A keep-alive connection becomes idle only after its last response, which may come while we stop.
    res.once('close', () => {
      if (stopping) setImmediate(() => server.closeIdleConnections());
    });
    handler(req, res);
  });
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(asListenError(error, o));
    server.once('error', failed);
    server.listen(o.port, o.host, () => {
      server.off('error', failed);
      server.on('error', (error) => o.log.error('http.server', { cause: error }));
      const { port } = server.address() as AddressInfo;
      const host = o.host.includes(':') ? `[${o.host}]` : o.host;
      resolve({
        url: `http://${host}:${port}`,
        port,
        stop: (graceMs) =>
          new Promise((stopped) => {
            stopping = true;
            const cancel = o.clock.after(graceMs, () => {
              o.log.warn('http.cut', { graceMs });
              server.closeAllConnections();
            });
            server.close(() => {
              cancel();
              stopped();
            });
            server.closeIdleConnections();
          }),
      });
    });
  });
}
