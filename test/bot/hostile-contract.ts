import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { botWorld } from './world.ts';
import type { Answer, BotWorld, MakeBot } from './world.ts';

type Json = Record<string, unknown>;

/** What must never stand in an answer: markup, stack frames, keys, tokens. */
const LEAKS = /<\w|\bat .+:\d+:\d+|node_modules|PUBLIC KEY|eyJ[\w-]{10}/i;

/** Strangers at the door: the right status, JSON with a next step, nobody called, nothing leaked, nothing printed. */
export function hostileContract(name: string, makeBot: MakeBot): void {
  describe(`${name}: strangers at the door`, () => {
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

    it('lets the same claim in with a good token, so that the refusals below mean something', async () => {
      expect(await world.deliver(claim())).toMatchObject({ status: 200 });
      expect(world.desk.calls).toHaveLength(1);
    });

    it.each([
      ['no token', undefined],
      ['an empty header', ' '],
      ['a token without a scheme', 'abc'],
      ['garbage', 'Bearer garbage'],
      ['three parts of garbage', 'Bearer e30.e30.e30'],
      ['parts that are not JSON', 'Bearer AAAA.BBBB.CCCC'],
      ['another scheme', 'Basic dXNlcjpwYXNz'],
    ])('401 for %s', async (_what, authorization) => {
      refused(await send(claim(), authorization), 401, 'NOT_SIGNED_IN');
    });

    it.each([
      ['an expired token', 'expired'],
      ['a token for another app', 'wrong-audience'],
      ['a token forged with another key', 'other-key'],
      ['a token of an unknown key', 'unknown-key'],
      ['a token for another service address', 'wrong-service-url'],
      ['a token of another issuer', 'wrong-issuer'],
    ] as const)('401 for %s', async (_what, kind) => {
      refused(await send(claim(), `Bearer ${await world.sim.forge.badToken(kind)}`), 401, 'NOT_SIGNED_IN');
    });

    it('401 for a good token whose signature lost a character', async () => {
      const token = await world.sim.forge.channelToken();
      refused(await send(claim(), `Bearer ${token.slice(0, -6)}AAAAAA`), 401, 'NOT_SIGNED_IN');
    });

    it('401 when the token is good and the activity names another service address', async () => {
      refused(await world.deliver(claim({ serviceUrl: 'https://evil.example/' })), 401, 'NOT_SIGNED_IN');
    });

    it.each(['webchat', 'emulator', 'AseChannel'])('401 for channel %s, which no key of Teams endorses', async (id) => {
      refused(await world.deliver(claim({ channelId: id })), 401, 'NOT_SIGNED_IN');
    });

    it('still refuses a bad token after a good one has been seen', async () => {
      await world.deliver(claim());
      world.desk.calls.length = 0;
      refused(await send(claim(), `Bearer ${await world.sim.forge.badToken('other-key')}`), 401, 'NOT_SIGNED_IN');
      refused(await world.deliver(claim({ serviceUrl: 'https://evil.example/' })), 401, 'NOT_SIGNED_IN');
    });

    const elsewhere = '99999999-9999-4999-8999-999999999999';
    it.each([
      ['in channelData', { channelData: { tenant: { id: elsewhere } } }],
      ['in the conversation', { conversation: { id: 'a:1', conversationType: 'personal', tenantId: elsewhere } }],
      ['nowhere at all', { channelData: {}, conversation: { id: 'a:1', conversationType: 'personal' } }],
    ])('403 for another tenant, named %s', async (_where, change) => {
      refused(await world.deliver(claim(change)), 403, 'WRONG_TENANT');
    });

    it.each([
      ['not JSON', '{"type":'],
      ['an empty body', ''],
      ['a list', '[]'],
      ['a text', '"hello"'],
      ['null', 'null'],
      ['an object of nothing', '{}'],
      ['markup', '<script>alert(1)</script>'],
      ['brackets without end', '['.repeat(100_000)],
    ])('400 for a body that is %s', async (_what, body) => {
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
    ])('400 that names the field when %s is wrong', async (field, change) => {
      const answer = await world.deliver(claim(change));
      refused(answer, 400, 'INPUT_INVALID');
      expect(answer.text).toContain(field);
    });

    it('400 for anything but JSON: a web page cannot post here behind somebody’s back', async () => {
      const answer = await world.post(JSON.stringify(claim()), { 'content-type': 'text/plain' });
      refused(answer, 400, 'INPUT_INVALID');
    });

    it('413 for a body above 256 kB, with and without a stated length', async () => {
      const big = JSON.stringify(claim({ padding: 'x'.repeat(256 * 1024) }));
      const authorization = `Bearer ${await world.sim.forge.channelToken()}`;
      refused(await world.post(big, { authorization }), 413, 'INPUT_TOO_LARGE');
      const stream = new Blob([big]).stream();
      refused(await world.post(stream, { authorization }), 413, 'INPUT_TOO_LARGE');
    });

    it('serves a large body below the limit', async () => {
      expect(await world.deliver(claim({ padding: 'x'.repeat(200 * 1024) }))).toMatchObject({ status: 200 });
    });

    it('405 for anything but POST', async () => {
      refused(await world.post(undefined, {}, 'GET'), 405, 'INPUT_INVALID');
    });

    it('slows down a caller who keeps failing, and never one who does not', async () => {
      const statuses = new Set<number>();
      for (let i = 0; i < 130; i += 1) statuses.add((await world.post('{}')).status);
      expect(statuses).toEqual(new Set([400, 429]));
      expect(world.logged.filter((line) => line.event === 'bot.refused').length).toBeLessThanOrEqual(120);
      expect(await world.deliver(claim())).toMatchObject({ status: 200 });
      await world.clock.advance(61_000);
      expect((await world.post('{}')).status).toBe(400);
    });

    it('writes no token, name or text into the log', async () => {
      const token = await world.sim.forge.badToken('other-key');
      await send(claim({ text: 'printer at ACME' }), `Bearer ${token}`);
      const log = JSON.stringify(world.logged);
      expect(world.logged).not.toEqual([]);
      for (const secret of [token, 'ACME', 'Ana Moreau']) expect(log).not.toContain(secret);
    });
  });
}
