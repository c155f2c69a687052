import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { botWorld } from './world.ts';
import type { Answer, BotWorld, MakeBot } from './world.ts';

type Json = Record<string, unknown>;

/** Patterns that no answer may contain: markup, stack frames, keys, tokens. */
const LEAKS = /<\w|\bat .+:\d+:\d+|node_modules|PUBLIC KEY|eyJ[\w-]{10}/i;

/**
 * Hostile requests get the right status and JSON with a next step. The desk is not called, and nothing is leaked or
 * printed.
 */
export function hostileContract(name: string, makeBot: MakeBot): void {
  describe(`${name}: hostile requests`, () => {
    let world: BotWorld;
    const printed = vi.fn();

    beforeEach(async () => {
      for (const way of ['error', 'warn', 'log', 'info', 'debug'] as const) {
        vi.spyOn(console, way).mockImplementation((...words: unknown[]) => void printed(way, ...words));
      }
      world = await botWorld(makeBot);
    });
    afterEach(async () => {
      vi.restoreAllMocks();
      printed.mockReset();
      await world.close();
    });

    function refused(answer: Answer, status: number, code: string): void {
      expect(answer).toMatchObject({ status, type: expect.stringContaining('application/json') as string });
      expect(answer.body).toEqual({
        error: { code, message: expect.any(String) as string, next: expect.any(String) as string },
      });
      expect(answer.text).not.toMatch(LEAKS);
      expect(world.desk.calls).toEqual([]);
      expect(printed).not.toHaveBeenCalled();
    }
    const claim = (change: Json = {}) =>
      world.sim.forge.activity('ana', 'personal', {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb: 'claim', data: { ticket: '1' } } },
        ...change,
      });
    const send = (activity: Json, authorization?: string) =>
      world.post(JSON.stringify(activity), authorization === undefined ? {} : { authorization });

    it('accepts the same claim with a valid token, which shows that the refusals below have the stated cause', async () => {
      expect(await world.deliver(claim())).toMatchObject({ status: 200 });
      expect(world.desk.calls).toHaveLength(1);
    });

    it.each([
      ['a missing token', undefined],
      ['an empty header', ' '],
      ['a token without a scheme', 'abc'],
      ['garbage', 'Bearer garbage'],
      ['three parts of garbage', 'Bearer e30.e30.e30'],
      ['token parts that are not JSON', 'Bearer AAAA.BBBB.CCCC'],
      ['another scheme', 'Basic dXNlcjpwYXNz'],
    ])('answers 401 to %s', async (_what, authorization) => {
      refused(await send(claim(), authorization), 401, 'NOT_SIGNED_IN');
    });

    it.each([
      ['an expired token', 'expired'],
      ['a token for another app', 'wrong-audience'],
      ['a token forged with another key', 'other-key'],
      ['a token signed with an unknown key', 'unknown-key'],
      ['a token for another service address', 'wrong-service-url'],
      ['a token from another issuer', 'wrong-issuer'],
    ] as const)('answers 401 to %s', async (_what, kind) => {
      refused(await send(claim(), `Bearer ${await world.sim.forge.badToken(kind)}`), 401, 'NOT_SIGNED_IN');
    });

    it('answers 401 to a valid token with a damaged signature', async () => {
      const token = await world.sim.forge.channelToken();
      refused(await send(claim(), `Bearer ${token.slice(0, -6)}AAAAAA`), 401, 'NOT_SIGNED_IN');
    });

    it('answers 401 when the activity names a service address other than the token’s', async () => {
      refused(await world.deliver(claim({ serviceUrl: 'https://evil.example/' })), 401, 'NOT_SIGNED_IN');
    });

    it.each(['webchat', 'emulator', 'AseChannel'])(
      'answers 401 for channel %s, which no Teams key endorses',
      async (id) => {
        refused(await world.deliver(claim({ channelId: id })), 401, 'NOT_SIGNED_IN');
      },
    );

    it('refuses an invalid token even after it accepted a valid one', async () => {
      await world.deliver(claim());
      world.desk.calls.length = 0;
      refused(await send(claim(), `Bearer ${await world.sim.forge.badToken('other-key')}`), 401, 'NOT_SIGNED_IN');
      refused(await world.deliver(claim({ serviceUrl: 'https://evil.example/' })), 401, 'NOT_SIGNED_IN');
    });

    const elsewhere = '99999999-9999-4999-8999-999999999999';
    it.each([
      ['another tenant in channelData', { channelData: { tenant: { id: elsewhere } } }],
      [
        'another tenant in the conversation',
        { conversation: { id: 'a:1', conversationType: 'personal', tenantId: elsewhere } },
      ],
      ['no tenant at all', { channelData: {}, conversation: { id: 'a:1', conversationType: 'personal' } }],
    ])('answers 403 to an activity that names %s', async (_where, change) => {
      refused(await world.deliver(claim(change)), 403, 'WRONG_TENANT');
    });

    it.each([
      ['not JSON', '{"type":'],
      ['an empty body', ''],
      ['a JSON array', '[]'],
      ['a JSON string', '"hello"'],
      ['null', 'null'],
      ['an empty object', '{}'],
      ['markup', '<script>alert(1)</script>'],
      ['100,000 opening brackets', '['.repeat(100_000)],
    ])('answers 400 when the body is %s', async (_what, body) => {
      refused(await world.post(body, { authorization: 'Bearer x' }), 400, 'INPUT_INVALID');
    });

    it.each([
      ['type', { type: undefined }],
      ['type', { type: 7 }],
      ['serviceUrl', { serviceUrl: undefined }],
      ['serviceUrl', { serviceUrl: 'javascript:alert(1)' }],
      ['conversation', { conversation: undefined }],
      ['conversation.id', { conversation: { id: ['a'] } }],
      ['from', { from: null }],
      ['channelId', { channelId: undefined }],
      ['entities', { entities: 'none' }],
    ])('answers 400 and names the field when %s is invalid: %j', async (field, change) => {
      const answer = await world.deliver(claim(change));
      refused(answer, 400, 'INPUT_INVALID');
      expect(answer.text).toContain(field);
    });

    it('answers 400 to any content type but JSON, so that no web page can post here without the user’s knowledge', async () => {
      const answer = await world.post(JSON.stringify(claim()), { 'content-type': 'text/plain' });
      refused(answer, 400, 'INPUT_INVALID');
    });

    it('answers 413 to a body above 256 kB, with or without a content length', async () => {
      const big = JSON.stringify(claim({ padding: 'x'.repeat(256 * 1024) }));
      const authorization = `Bearer ${await world.sim.forge.channelToken()}`;
      refused(await world.post(big, { authorization }), 413, 'INPUT_TOO_LARGE');
      const stream = new Blob([big]).stream();
      refused(await world.post(stream, { authorization }), 413, 'INPUT_TOO_LARGE');
    });

    it('accepts a large body below the limit', async () => {
      expect(await world.deliver(claim({ padding: 'x'.repeat(200 * 1024) }))).toMatchObject({ status: 200 });
    });

    it('answers 405 to any method but POST', async () => {
      refused(await world.post(undefined, {}, 'GET'), 405, 'INPUT_INVALID');
    });

    it('rate-limits a caller’s invalid requests but never its valid ones', async () => {
      const statuses = new Set<number>();
      for (let i = 0; i < 130; i += 1) statuses.add((await world.post('{}')).status);
      expect(statuses).toEqual(new Set([400, 429]));
      expect(world.logged.filter((line) => line.event === 'bot.refused').length).toBeLessThanOrEqual(120);
      expect(await world.deliver(claim())).toMatchObject({ status: 200 });
      await world.clock.advance(61_000);
      expect((await world.post('{}')).status).toBe(400);
    });

    it('writes no token, person’s name or message text to the log', async () => {
      const token = await world.sim.forge.badToken('other-key');
      await send(claim({ text: 'printer at ACME' }), `Bearer ${token}`);
      const log = JSON.stringify(world.logged);
      expect(world.logged).not.toEqual([]);
      for (const secret of [token, 'ACME', 'Ana Moreau']) expect(log).not.toContain(secret);
    });
  });
}
