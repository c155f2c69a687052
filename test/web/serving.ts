import { afterEach } from 'vitest';
import type { ClientPages } from '../../model/client-page.ts';
import { PAGES, pageTable, visitServer } from './client-pages.ts';

const running: { stop(graceMs: number): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop(100)));
});

/** Serves the client's pages over real HTTP until the test ends. */
export async function serve(pages: ClientPages = pageTable(PAGES)) {
  const server = await visitServer(pages);
  running.push(server);
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${server.url}${path}`, { redirect: 'manual', ...init });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  return { ...server, ask, post };
}
