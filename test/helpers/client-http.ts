import { request } from 'node:http';
import type { SmallMsp } from '../../harness/msp/small-msp.ts';

/** What came back, as a browser sees it. */
export interface ShownPage {
  readonly status: number;
  readonly location: string | undefined;
  readonly text: string;
  /** Which page it is (`data-page`). */
  readonly is: string | undefined;
  /** The times on it, as its form sends them. */
  readonly slots: readonly string[];
}

/** Every link that a mailbox holds, newest first, each once. */
export function linksIn(msp: SmallMsp, mail: string): readonly string[] {
  const inbox = msp.graph?.sim.human.inbox(mail) ?? [];
  return [...new Set(inbox.flatMap(({ content }) => /\/v\/([\w.-]+)/.exec(content)?.[1] ?? []))];
}

/** The client's page over HTTP, at the MSP's own web server: for whoever sends what no browser of ours would. */
export function clientHttp(msp: SmallMsp) {
  const ask = (path: string, init: RequestInit = {}): Promise<ShownPage> =>
    msp.does(async () => {
      const answer = await msp.clock.fetch(`${msp.callboard.url}/v/${path}`, { redirect: 'manual', ...init });
      const text = await answer.text();
      return {
        status: answer.status,
        location: answer.headers.get('location') ?? undefined,
        text,
        is: /data-page="([\w-]+)"/.exec(text)?.[1],
        slots: [...text.matchAll(/name="slot"\s+value="([^"]+)"/g)].flatMap(([, value]) => value ?? []),
      };
    });
  return {
    opens: (path: string) => ask(path),
    sends: (path: string, fields: Record<string, string>) =>
      ask(path, { method: 'POST', body: new URLSearchParams(fields) }),
    /** A body that the server may refuse to read to its end: the answer, or that it hung up. */
    pours: (path: string, body: Buffer, headers: Record<string, string>) =>
      new Promise<number | 'hung up'>((resolve) => {
        const { hostname, port } = new URL(msp.callboard.url);
        const asking = request({ hostname, port, path: `/v/${path}`, method: 'POST', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        asking.on('error', () => {
          resolve('hung up');
        });
        asking.end(body);
      }),
  };
}
