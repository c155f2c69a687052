import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../desk/ports/chat.ts';
import { OutsideError } from '../../model/errors.ts';
import type { Conversation } from '../../model/person.ts';
import type { Fault } from '../../sim/teams/index.ts';
import { botWorld, TENANT_ID } from './world.ts';
import type { BotWorld, MakeBot } from './world.ts';

const message = (text: string, alert?: boolean): ChatMessage => ({
  summary: `About: ${text}`,
  card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] },
  ...(alert === undefined ? {} : { alert }),
});

/** One call is one request. Errors say whether to retry and whether the call may have taken effect. */
export function outboundContract(name: string, makeBot: MakeBot): void {
  describe(`${name}: outbound messages`, () => {
    let world: BotWorld;
    let channel: Conversation;
    beforeEach(async () => {
      world = await botWorld(makeBot);
      const { id } = world.sim.channel;
      channel = { id, serviceUrl: world.sim.serviceUrl, tenantId: TENANT_ID, kind: 'channel' };
    });
    afterEach(() => world.close());

    const ana = () => world.sim.user('ana');
    const open = () => world.bot.chat.openPersonal(ana().person.aadObjectId);
    const requests = () => world.sim.log.entries.filter((entry) => entry.direction === 'out');

    async function failure(work: () => Promise<unknown>): Promise<OutsideError> {
      const thrown: unknown = await world.clock.enter(() =>
        work().then(
          () => 'it succeeded',
          (error: unknown) => error,
        ),
      );
      if (!(thrown instanceof OutsideError)) throw new Error(`no OutsideError: ${String(thrown)}`);
      return thrown;
    }

    it('sends a card with its summary into the channel', async () => {
      const { activityId } = await world.bot.chat.send(channel, message('printer'));
      expect(ana().message(activityId)).toMatchObject({ words: 'printer', summary: 'About: printer' });
    });

    it('opens the same personal chat each time and shows a toast only for an alert', async () => {
      const chat = await open();
      expect(await open()).toEqual(chat);
      expect(chat).toMatchObject({ kind: 'personal', tenantId: TENANT_ID, serviceUrl: world.sim.serviceUrl });
      await world.bot.chat.send(chat, message('quietly'));
      const before = ana().toasts().length;
      await world.bot.chat.send(chat, message('loudly', true));
      expect(ana().toasts().slice(before)).toMatchObject([{ text: 'About: loudly' }]);
    });

    it('edits a card in place', async () => {
      const { activityId } = await world.bot.chat.send(channel, message('open'));
      await world.bot.chat.update(channel, activityId, message('taken'));
      expect(ana().message(activityId)).toMatchObject({ words: 'taken', edited: true });
    });

    it('looks up a member’s mail address', async () => {
      expect(await world.bot.chat.mailOf(channel, ana().person.mri)).toBe(ana().person.mail);
    });

    it('refuses to send its token over an unencrypted connection', async () => {
      const error = await failure(() =>
        world.bot.chat.send({ ...channel, serviceUrl: 'http://smba.example/' }, message('x')),
      );
      expect(error).toMatchObject({ code: 'TEAMS_REFUSED', retry: 'never', done: 'no' });
    });

    const throttled = { code: 'TEAMS_THROTTLED', retry: 'later', done: 'no' };
    const unclear = { code: 'TEAMS_UNREACHABLE', retry: 'later', done: 'unknown' };
    const gone = { code: 'TEAMS_NOT_INSTALLED', retry: 'never', done: 'no' };
    const never = { code: 'TEAMS_REFUSED', retry: 'never', done: 'no' };
    const faults: [string, Fault, object][] = [
      [
        '429 with Retry-After',
        { kind: 'throttle', retryAfterS: 7 },
        { ...throttled, retryAfterMs: 7_000, status: 429 },
      ],
      ['429 without Retry-After', { kind: 'throttle' }, { ...throttled, retryAfterMs: undefined }],
      ['412', { kind: 'precondition' }, { ...throttled, status: 412 }],
      ...([500, 502, 503, 504] as const).map((status): [string, Fault, object] => [
        String(status),
        { kind: 'error', status, stored: true },
        { ...unclear, status },
      ]),
      ...['BotNotInConversationRoster', 'ForbiddenOperationException'].map((code): [string, Fault, object] => [
        `403 ${code}`,
        { kind: 'refuse', status: 403, code },
        { ...gone, status: 403 },
      ]),
      ['404 ConversationNotFound', { kind: 'refuse', status: 404, code: 'ConversationNotFound' }, gone],
      ...(
        [
          [403, 'MessageWritesBlocked'],
          [403, 'BotDisabledByAdmin'],
          [400, 'BadArgument'],
          [401, 'BotNotRegistered'],
          [413, 'MessageSizeTooBig'],
        ] as const
      ).map(([status, code]): [string, Fault, object] => [
        `${status} ${code}`,
        { kind: 'refuse', status, code },
        { ...never, status },
      ]),
    ];
    it.each(faults)('classifies %s correctly after exactly one request', async (_what, fault, expected) => {
      world.sim.faults.add(fault);
      const before = requests().length;
      expect(await failure(() => world.bot.chat.send(channel, message('x')))).toMatchObject(expected);
      expect(requests().length - before).toBe(1);
    });

    it('reports an edit of a deleted card as a permanent failure', async () => {
      const error = await failure(() => world.bot.chat.update(channel, '404', message('x')));
      expect(error).toMatchObject({ ...never, status: 404 });
    });

    it('reports a person without the app as TEAMS_NOT_INSTALLED', async () => {
      await ana().uninstall();
      expect(await failure(open)).toMatchObject(gone);
    });

    it('times out on a silent connector after ten seconds and reports the outcome as unknown', async () => {
      world.sim.faults.add({ kind: 'hang', stored: true });
      const began = world.clock.now();
      let gaveUpAt = 0;
      const sent = failure(() =>
        world.bot.chat.send(channel, message('x')).finally(() => {
          gaveUpAt = world.clock.now();
        }),
      );
      await world.clock.advance(30_000);
      expect(await sent).toMatchObject(unclear);
      expect(gaveUpAt - began).toBe(10_000);
      expect(ana().channel()).toHaveLength(1);
    });

    it('reports the outcome as unknown when the connection breaks and the message appears later', async () => {
      world.sim.faults.add({ kind: 'late', afterMs: 4_000 });
      expect(await failure(() => world.bot.chat.send(channel, message('x')))).toMatchObject(unclear);
      expect(ana().channel()).toHaveLength(0);
      await world.clock.advance(5_000);
      expect(ana().channel()).toHaveLength(1);
    });

    it('reports that nothing was sent when the connection is refused', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      server.close();
      const nowhere = { ...channel, serviceUrl: `http://127.0.0.1:${port}/` };
      const error = await failure(() => world.bot.chat.send(nowhere, message('x')));
      expect(error).toMatchObject({ code: 'TEAMS_UNREACHABLE', retry: 'later', done: 'no' });
    });

    it('requests a new token after the connector rejected the old one', async () => {
      await world.bot.chat.send(channel, message('first'));
      world.sim.faults.add({ kind: 'refuse', status: 401, code: 'Unauthorized' });
      const error = await failure(() => world.bot.chat.send(channel, message('x')));
      expect(error).toMatchObject({ code: 'TEAMS_REFUSED', retry: 'later', done: 'no' });
      await world.bot.chat.send(channel, message('again'));
      expect(ana().channel()).toHaveLength(2);
    });

    it('quotes Teams’ error code but neither the token nor the message text', async () => {
      world.sim.faults.add({ kind: 'refuse', status: 403, code: 'MessageWritesBlocked' });
      const error = await failure(() => world.bot.chat.send(channel, message('client text')));
      expect(error.message).toContain('403 MessageWritesBlocked');
      expect(error.message).not.toMatch(/client text|Bearer|eyJ/);
    });
  });
}
