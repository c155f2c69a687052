import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { keyVault } from '../../graph/key-vault.ts';
import type { Clock } from '../../model/clock.ts';
import { realClock } from '../../start/machine-clock.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** A Key Vault on this machine with a fixed answer; it records the requests. */
async function vaultAnswering(status: number, body: string, headers: Record<string, string> = {}) {
  const asked: string[] = [];
  const server = createServer((req, res) => {
    asked.push(`${req.method ?? ''} ${req.url ?? ''} ${req.headers.authorization ?? ''}`);
    res.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
const clock = realClock(() => {});
const reader = (url: string, o: { clock?: Clock } = {}) =>
  keyVault({ url, fetch, clock: o.clock ?? clock, token: async () => 'the-token' });

describe('Key Vault', () => {
  it('returns the secret and sends our token', async () => {
    const { url, asked } = await vaultAnswering(200, '{"value":"s3cret","id":"x"}');
    expect(await reader(url).secret('halo')).toBe('s3cret');
    expect(asked).toEqual(['GET /secrets/halo?api-version=7.4 Bearer the-token']);
  });

  it.each([
    [404, '{"error":{"code":"SecretNotFound"}}', 'CONFIG_INVALID'],
    [403, '{"error":{"code":"Forbidden"}}', 'SECRET_UNREACHABLE'],
    [500, 'oops', 'SECRET_UNREACHABLE'],
    [200, 'oops', 'SECRET_UNREACHABLE'],
    [200, '{"value":""}', 'SECRET_UNREACHABLE'],
  ])('turns the answer %s %s into %s, naming the secret', async (status, body, code) => {
    const { url } = await vaultAnswering(status, body);
    await expect(reader(url).secret('halo')).rejects.toMatchObject({
      code,
      message: expect.stringContaining('halo') as string,
    });
  });

  it('does not follow a redirect with our token', async () => {
    const elsewhere = await vaultAnswering(200, '{"value":"stolen"}');
    const { url } = await vaultAnswering(302, '', { location: `${elsewhere.url}/secrets/halo` });
    await expect(reader(url).secret('halo')).rejects.toMatchObject({ code: 'SECRET_UNREACHABLE' });
    expect(elsewhere.asked).toEqual([]);
  });

  it('gives up on a hanging vault at the deadline', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    open.push({ close: () => (silent.closeAllConnections(), silent.close()) });
    const impatient: Clock = { ...clock, after: (ms, fire) => (expect(ms).toBe(10_000), clock.after(20, fire)) };
    await expect(
      reader(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`, { clock: impatient }).secret('halo'),
    ).rejects.toMatchObject({ code: 'SECRET_UNREACHABLE' });
  });

  it.each(['https://evil.example', 'http://acme.vault.azure.net', 'https://vault.azure.net.evil.example'])(
    'rejects %s as a Key Vault and never sends it a token',
    (url) => {
      expect(() => reader(url)).toThrow('is not a Key Vault');
    },
  );
});
