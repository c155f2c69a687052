import { afterEach, describe, expect, it } from 'vitest';
import { promMetrics } from '../../config/metrics.ts';
import { realClock } from '../../start/machine-clock.ts';
import { countedIds } from '../../model/ids.ts';
import { silentLog as log } from '../../model/log.ts';
import { createWeb } from '../../web/index.ts';

const PLACE = 'only-Graph-was-told-this';
const FINE = { ok: true, checks: [] };

const running: { drain(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.drain()));
});

async function serve() {
  const { metrics, registry } = promMetrics({ processMetrics: false });
  const heard: unknown[] = [];
  const web = createWeb({
    bot: async (_req, res) => void res.json({}),
    graph: {
      place: PLACE,
      hook: (query, body) => {
        heard.push(body);
        const token = query['validationToken'];
        return typeof token === 'string' ? token : undefined;
      },
    },
    health: async () => FINE,
    ready: async () => FINE,
    page: { title: '', lines: [], links: [] },
    registry,
    metrics,
    metricsToken: undefined,
    log,
    ids: countedIds(),
    clock: realClock(() => {}),
  });
  const server = await web.listen({ host: '127.0.0.1', port: 0 });
  running.push(server);
  const posts = (path: string, init: RequestInit = {}) => fetch(`${server.url}${path}`, { method: 'POST', ...init });
  return { heard, posts, registry };
}

describe('Graph’s notification address', () => {
  it.each(['', '/lifecycle'])(
    'echoes the validation token unchanged as plain text (path suffix: "%s")',
    async (rest) => {
      const { posts } = await serve();
      const token = '<script>alert(1)</script> Validation: +&=% ä';
      const answer = await posts(`/hooks/graph/${PLACE}${rest}?validationToken=${encodeURIComponent(token)}`, {
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await answer.text()).toBe(token);
    },
  );

  it('accepts notifications with an empty 202 and ignores bodies that are not JSON', async () => {
    const { posts, heard } = await serve();
    const value = [{ subscriptionId: '1' }];
    for (const body of [JSON.stringify({ value }), '{', '', '\u0000']) {
      const answer = await posts(`/hooks/graph/${PLACE}`, { body });
      expect([answer.status, await answer.text()]).toEqual([202, '']);
    }
    expect(heard).toEqual([{ value }, undefined, undefined, undefined]);
  });

  it('answers 404 on any other path, without echoing the token', async () => {
    const { posts, heard } = await serve();
    for (const path of [
      '/hooks/graph',
      '/hooks/graph/x',
      `/hooks/graph/${PLACE}x/lifecycle`,
      `/hooks/graph/${PLACE}/y`,
    ]) {
      const answer = await posts(`${path}?validationToken=mine`);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain('mine');
    }
    expect(heard).toEqual([]);
  });

  it('refuses a large body with 413 and a flood of requests with 429', async () => {
    const { posts } = await serve();
    const large = await posts(`/hooks/graph/${PLACE}`, { body: 'x'.repeat(1_100_000) });
    expect(large.status).toBe(413);
    const statuses = new Set<number>();
    for (let n = 0; n < 3_100; n += 50) {
      const batch = Array.from({ length: 50 }, () => posts(`/hooks/graph/${PLACE}`, { body: '{}' }));
      for (const answer of await Promise.all(batch)) statuses.add(answer.status);
    }
    expect([...statuses].sort()).toEqual([202, 429]);
  });

  it('appears in metrics by its route, never by its secret path', async () => {
    const { posts, registry } = await serve();
    await posts(`/hooks/graph/${PLACE}`, { body: '{}' });
    const counted = await registry.metrics();
    expect(counted).toContain('route="/hooks/graph"');
    expect(counted).not.toContain(PLACE);
  });
});
