import { createServer, type RequestListener } from 'node:http';

/** A server on loopback; `close` lets nobody wait who still holds a connection. */
export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves on 127.0.0.1; port 0 takes a free one. */
export function listenOnLoopback(app: RequestListener, port = 0): Promise<Listening> {
  const server = createServer(app);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const bound = typeof address === 'object' && address ? address.port : port;
      resolve({
        url: `http://127.0.0.1:${bound}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
