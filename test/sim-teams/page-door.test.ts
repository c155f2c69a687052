import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { world } from './world.ts';
import type { World } from './world.ts';

let w: World;
beforeEach(async () => {
  w = await world({ clockControls: { speed: () => 1, setSpeed: () => undefined, speeds: [1, 60] } });
});
afterEach(() => w.close());

describe('the simulator’s page', () => {
  const raw = (path: string, options: { method?: string; headers?: Record<string, string> }, body?: string) =>
    new Promise<number>((resolve, reject) => {
      const sent = request(`${w.url}${path}`, options, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const json = { 'content-type': 'application/json' };

  test.each([
    ['another host name', '/', { headers: { host: 'evil.example' } }, undefined, 403],
    [
      'a form from another site',
      '/sim/act?as=ana',
      { method: 'POST', headers: { 'content-type': 'text/plain' } },
      '{"do":"open","where":"channel"}',
      403,
    ],
    ['an unknown person', '/sim/start?as=zoe', {}, undefined, 404],
    ['an unknown action', '/sim/act?as=ana', { method: 'POST', headers: json }, '{"do":"delete"}', 400],
    ['a speed that is not offered', '/sim/clock', { method: 'POST', headers: json }, '{"speed":1000000}', 400],
    ['an icon that the page does not use', '/icons/accessibility_20_regular.svg', {}, undefined, 404],
    ['a path outside its folder', '/page/..%2findex.ts', {}, undefined, 404],
  ])('refuses %s', async (_what, path, options, body, status) => {
    expect(await raw(path, options, body)).toBe(status);
  });

  test('sends a strict content security policy', async () => {
    const answer = await fetch(`${w.url}/`);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(await answer.text()).not.toMatch(/<script>|style=|onclick=/);
  });
});
