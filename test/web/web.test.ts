import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../../config/logging.ts';
import { promMetrics } from '../../config/metrics.ts';
import { realClock } from '../../start/machine-clock.ts';
import { CallboardError } from '../../model/errors.ts';
import { countedIds } from '../../model/ids.ts';
import { createWeb, type Health, type WebOptions } from '../../web/index.ts';

const SECRET = 'a-path-nobody-can-guess-77';
const PAGE = {
  title: 'Callboard <demo>',
  lines: ['The "dispatch" desk'],
  links: [{ href: '/healthz', text: 'Health' }],
};
const FINE: Health = { ok: true, checks: [{ name: 'store', ok: true, detail: 'sqlite, schema 1' }] };

const running: { drain(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.drain()));
});

async function serve(o: Partial<WebOptions> = {}, host = '127.0.0.1', port = 0) {
  const { metrics, registry } = promMetrics({ processMetrics: false });
  const lines: string[] = [];
  const clock = realClock(() => {});
  const web = createWeb({
    bot: async (_req, res) => void res.json({ from: 'bot' }),
    psa: { path: SECRET, hook: () => ({ ok: true, accepted: 1 }) },
    health: async () => FINE,
    ready: async () => FINE,
    page: PAGE,
    registry,
    metrics,
    metricsToken: undefined,
    log: createLog({ level: 'debug', format: 'json', now: () => 0, write: (line) => lines.push(line) }),
    ids: countedIds(),
    clock,
    ...o,
  });
  const server = await web.listen({ host, port });
  running.push(server);
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${server.url}${path}`, init);
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.startsWith('application/json')
      ? (JSON.parse(text) as unknown)
      : undefined;
    return { status: answer.status, headers: answer.headers, text, json };
  };
  const push = (path: string, body: string, headers: Record<string, string> = {}) =>
    ask(`/hooks/psa/${path}`, { method: 'POST', body, headers });
  return { server, web, ask, push, lines };
}

/** Expects Callboard's error shape without internal details: no markup, stack trace or file path. */
function expectProblem(answer: { status: number; json: unknown; text: string }, status: number, code: string): void {
  expect(answer.status).toBe(status);
  expect(answer.json).toEqual({
    error: {
      code,
      message: expect.any(String) as string,
      next: expect.any(String) as string,
      id: expect.stringMatching(/^req_/) as string,
    },
  });
  expect(answer.text).not.toMatch(/<\w|\bat .*:\d+:\d+|node_modules|\.ts\b/);
}

describe('the PSA’s webhook', () => {
  it('answers a push with the number of tickets it named', async () => {
    const seen: { type: string | undefined; bytes: string }[] = [];
    const { push } = await serve({
      psa: {
        path: SECRET,
        hook: (headers, raw) => {
          seen.push({ type: headers['content-type'], bytes: Buffer.from(raw).toString() });
          return { ok: true, accepted: 2 };
        },
      },
    });
    const answer = await push(SECRET, '[{"ticket":{"id":1}},{"ticket":{"id":2}}]', {
      'content-type': 'application/json',
    });
    expect(answer).toMatchObject({ status: 202, json: { accepted: 2 } });
    expect(seen).toEqual([{ type: 'application/json', bytes: '[{"ticket":{"id":1}},{"ticket":{"id":2}}]' }]);
  });

  it.each([['{"broken'], [''], ['\u0000\u0001'], ['[]'.repeat(1000)]])(
    'passes any body on unchanged (%j)',
    async (body) => {
      const { push } = await serve({
        psa: { path: SECRET, hook: (_headers, raw) => ({ ok: true, accepted: raw.byteLength }) },
      });
      expect(await push(SECRET, body)).toMatchObject({ status: 202, json: { accepted: Buffer.byteLength(body) } });
    },
  );

  it('answers 404 on a wrong path without reading the body', async () => {
    let called = 0;
    const hook = () => {
      called += 1;
      return { ok: true, accepted: 0 };
    };
    const { push, ask, lines } = await serve({ psa: { path: SECRET, hook } });
    for (const path of ['wrong', `${SECRET}x`, SECRET.slice(0, -1), '%00', encodeURIComponent('../../healthz')])
      expectProblem(await push(path, '{}'), 404, 'NOT_ALLOWED');
    expectProblem(await ask(`/hooks/psa/${SECRET}`), 404, 'INPUT_INVALID');
    expect(called).toBe(0);
    expect(lines.join('')).not.toContain(SECRET);
  });

  it('answers 401 to wrong credentials, 413 to a large body and 400 to a compressed one', async () => {
    const { push } = await serve({
      psa: { path: SECRET, hook: () => ({ ok: false, accepted: 0 }) },
      hookBytes: 1000,
    });
    expectProblem(await push(SECRET, '{}'), 401, 'NOT_SIGNED_IN');
    expectProblem(await push(SECRET, 'x'.repeat(1001)), 413, 'INPUT_TOO_LARGE');
    expectProblem(await push(SECRET, 'x', { 'content-encoding': 'gzip' }), 400, 'INPUT_INVALID');
  });

  it('answers 503 to an internal error, with the cause in the log but not in the answer', async () => {
    const { push, lines } = await serve({
      psa: { path: SECRET, hook: () => Promise.reject(new CallboardError('STORE_BROKEN', 'disk /var/lib/x is full')) },
    });
    const answer = await push(SECRET, '{}');
    expectProblem(answer, 503, 'STORE_BROKEN');
    expect(answer.text).not.toContain('/var/lib');
    expect(lines.join('')).toContain('STORE_BROKEN');
  });

  it('does not exist unless it is configured', async () => {
    const { metrics, registry } = promMetrics({ processMetrics: false });
    const web = createWeb({
      bot: async () => {},
      health: async () => FINE,
      ready: async () => FINE,
      page: PAGE,
      registry,
      metrics,
      metricsToken: undefined,
      log: createLog({ level: 'error', format: 'json', now: () => 0, write: () => {} }),
      ids: countedIds(),
      clock: realClock(() => {}),
    });
    const server = await web.listen({ host: '127.0.0.1', port: 0 });
    running.push(server);
    expect((await fetch(`${server.url}/hooks/psa/${SECRET}`, { method: 'POST' })).status).toBe(404);
  });
});

describe('the bot’s endpoint', () => {
  it('passes the unread body to the bot', async () => {
    const { ask } = await serve({
      bot: async (req, res) => {
        const chunks: Buffer[] = [];
        for await (const chunk of req) chunks.push(chunk as Buffer);
        res.json({ got: Buffer.concat(chunks).toString() });
      },
    });
    expect((await ask('/api/messages', { method: 'POST', body: '{"type":"message"}' })).json).toEqual({
      got: '{"type":"message"}',
    });
  });

  it('does not reveal why the bot threw', async () => {
    const { ask, lines } = await serve({ bot: () => Promise.reject(new Error('Ana Torres at /srv/app/x.ts:3:4')) });
    const answer = await ask('/api/messages', { method: 'POST', body: '{}' });
    expectProblem(answer, 500, 'INTERNAL');
    expect(answer.text).not.toContain('Ana');
    expect(lines.some((line) => line.includes('"http.failed"') && line.includes('req_1'))).toBe(true);
  });
});

describe('the status endpoints', () => {
  it('report a healthy and ready server', async () => {
    const { ask } = await serve();
    expect(await ask('/healthz')).toMatchObject({ status: 200, json: FINE });
    expect(await ask('/readyz')).toMatchObject({ status: 200, json: FINE });
  });

  it('answer 503 when a check is not ok or throws', async () => {
    const { ask } = await serve({
      health: async () => ({ ok: false, checks: [] }),
      ready: () => Promise.reject(new Error('secret detail')),
    });
    expect((await ask('/healthz')).status).toBe(503);
    const ready = await ask('/readyz');
    expect(ready.status).toBe(503);
    expect(ready.text).not.toContain('secret detail');
  });

  it('show details and metrics to this machine only, and not to a proxy on it', async () => {
    const { ask } = await serve();
    expect((await ask('/metrics')).text).toContain('callboard_http_requests_total');
    for (const header of ['x-forwarded-for', 'forwarded']) {
      const headers = { [header]: 'for=203.0.113.9' };
      expectProblem(await ask('/metrics', { headers }), 401, 'NOT_SIGNED_IN');
      expect((await ask('/readyz', { headers })).json).toEqual({ ok: true });
    }
  });

  it('require the metrics token once one is set, even from this machine', async () => {
    const { ask } = await serve({ metricsToken: 'metrics-token-0123456789' });
    expect((await ask('/metrics')).status).toBe(401);
    expect((await ask('/metrics', { headers: { authorization: 'Bearer wrong' } })).status).toBe(401);
    expect((await ask('/metrics', { headers: { authorization: 'Bearer metrics-token-0123456789' } })).status).toBe(200);
  });

  it('count requests by route, so that no secret path becomes a label', async () => {
    const { ask, push } = await serve();
    await push(SECRET, '{}');
    await ask('/nothing/here?x=1');
    const { text } = await ask('/metrics');
    expect(text).toContain('callboard_http_requests_total{route="/hooks/psa",status="202"} 1');
    expect(text).toContain('callboard_http_requests_total{route="other",status="404"} 1');
    expect(text).not.toContain(SECRET);
  });
});

describe('the web application', () => {
  it.each([
    ['GET', '/nothing', 404],
    ['GET', '/api/messages', 404],
    ['DELETE', '/', 404],
    ['GET', '/%E0%A4%A', 404],
    ['POST', '/hooks/psa/%E0%A4%A', 400],
  ])('answers %s %s with Callboard’s error shape', async (method, path, status) => {
    const { ask } = await serve();
    expectProblem(await ask(path, { method }), status, 'INPUT_INVALID');
  });

  it('sends a request id and security headers', async () => {
    const { ask } = await serve();
    const { headers } = await ask('/healthz');
    expect(headers.get('x-request-id')).toBe('req_1');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toBeTruthy();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('serves a root page with escaped text and a style that its policy allows', async () => {
    const { ask } = await serve();
    const { text, headers } = await ask('/');
    expect(text).toContain('<title>Callboard &#60;demo&#62;</title>');
    expect(text).toContain('<h1>Callboard &#60;demo&#62;</h1>');
    expect(text).toContain('&#34;dispatch&#34;');
    expect(text).toContain('<a href="/healthz">Health</a>');
    expect(text).toContain('id="privacy"');
    expect(text).toContain('id="terms"');
    expect(text).not.toContain('<script');
    expect(headers.get('content-security-policy')).toMatch(/style-src 'sha256-/);
  });
});

describe('the web server', () => {
  it('finishes a request in progress while stopping, reports not ready, and accepts no new one', async () => {
    let finish = () => {};
    const held = new Promise<void>((resolve) => (finish = resolve));
    let arrived = () => {};
    const inHand = new Promise<void>((resolve) => (arrived = resolve));
    const { server, web, ask } = await serve({
      bot: async (_req, res) => {
        arrived();
        await held;
        res.json({ done: true });
      },
    });
    const answer = ask('/api/messages', { method: 'POST', body: '{}' });
    await inHand;
    const stopped = server.drain();
    // The server accepts no more connections, so query the app through a second server.
    const door = createServer(web.app);
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    const ready = await fetch(`http://127.0.0.1:${(door.address() as AddressInfo).port}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('this server is stopping');
    door.closeAllConnections();
    door.close();
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    finish();
    expect((await answer).json).toEqual({ done: true });
    await stopped;
  });

  it('cuts requests that outlast the grace period', async () => {
    let cut = () => {};
    const clock = { ...realClock(() => {}), after: (_ms: number, fire: () => void) => ((cut = fire), () => {}) };
    let arrived = () => {};
    const inHand = new Promise<void>((resolve) => (arrived = resolve));
    const { server, ask } = await serve({ clock, bot: () => (arrived(), new Promise(() => {})) });
    const answer = ask('/api/messages', { method: 'POST', body: '{}' }).catch((error: unknown) => error);
    await inHand;
    const stopped = server.drain();
    cut();
    expect(await answer).toBeInstanceOf(Error);
    await stopped;
  });

  it('fails to start with LISTEN_FAILED when the port is in use', async () => {
    const first = await serve();
    await expect(serve({}, '127.0.0.1', first.server.port)).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      message: expect.stringContaining(String(first.server.port)) as string,
      next: expect.stringContaining('PORT') as string,
    });
  });

  it('fails to start with an error that names the setting when the address belongs to another machine', async () => {
    // TEST-NET-1 is assigned to nobody: https://www.rfc-editor.org/rfc/rfc5737
    await expect(serve({}, '192.0.2.1')).rejects.toMatchObject({
      code: 'LISTEN_FAILED',
      next: expect.stringContaining('CALLBOARD_HOST') as string,
    });
  });
});
