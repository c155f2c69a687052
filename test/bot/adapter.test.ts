import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ActivityTypes } from 'botbuilder';
import type { Activity, TurnContext } from 'botbuilder';
import type { ClaimsIdentity, UserTokenClient } from 'botframework-connector';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseActivity } from '../../bot/activity.ts';
import { TeamsAdapter } from '../../bot/adapter.ts';
import { anonymously, createAuthenticate } from '../../bot/authenticate.ts';
import { createHandler } from '../../bot/handler.ts';
import { createBot } from '../../bot/index.ts';
import type { BotConfig } from '../../bot/index.ts';
import { createSigningKeys } from '../../bot/signing-keys.ts';
import { createTurn } from '../../bot/turn.ts';
import { APP_ID, botWorld } from './world.ts';
import type { BotWorld } from './world.ts';

type Json = Record<string, unknown>;

describe("botbuilder's adapter", () => {
  let world: BotWorld;
  afterEach(async () => {
    vi.restoreAllMocks();
    await world.close();
  });

  /** Builds the bot as createBot does, with an extended adapter. */
  async function extended(extend: (adapter: TeamsAdapter) => void): Promise<void> {
    world = await botWorld((setting) => {
      const { inbound, clock, log, cloud, serviceUrl, appId, tenantId } = setting;
      const config: BotConfig = {
        ...{ appId, tenantId, cloud, serviceUrl },
        ...{ type: 'SingleTenant', credential: { secret: 'only-for-loopback' } },
      };
      const adapter = new TeamsAdapter(createTurn({ config, inbound, clock, log }));
      extend(adapter);
      const keys = createSigningKeys(cloud.ToBotFromChannelOpenIdMetadataUrl, clock, log);
      const authenticate = createAuthenticate({ config, keys, clock });
      return {
        ...createBot(config, { ...setting, wallClock: { now: Date.now } }),
        handler: createHandler({ config, authenticate, adapter, seen: () => {}, clock, log }),
      };
    });
  }
  const claim = (change: Json = {}) =>
    world.sim.forge.activity('ana', 'personal', {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: 'claim', data: { ticket: '1' } } },
      ...change,
    });
  const message = (text: string) => world.sim.forge.activity('ana', 'personal', { type: 'message', text });
  const noted = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'noted' };

  it('passes the activity and the signed identity to middleware and returns the answer unchanged', async () => {
    const seen: unknown[] = [];
    await extended((adapter) =>
      adapter.use(async (context, next) => {
        const identity = context.turnState.get<ClaimsIdentity>(adapter.BotIdentityKey);
        const { type, name, timestamp } = context.activity;
        const value: unknown = context.activity.value;
        seen.push(
          type,
          name,
          timestamp instanceof Date,
          value,
          identity.getClaimValue('aud'),
          identity.isAuthenticated,
        );
        await next();
        seen.push(world.desk.calls.length);
      }),
    );
    const activity = claim({ timestamp: '2026-03-02T08:00:00.000Z' });
    expect(await world.deliver(activity)).toMatchObject({ status: 200, body: noted });
    expect(seen).toEqual(['invoke', 'adaptiveCard/action', true, activity['value'], APP_ID, true, 1]);
  });

  it('passes the signed identity to middleware even when the token check is cached', async () => {
    const seen: unknown[] = [];
    await extended((adapter) =>
      adapter.use((context, next) => {
        const identity = context.turnState.get<ClaimsIdentity>(adapter.BotIdentityKey);
        seen.push([context.activity.id, identity.getClaimValue('aud')]);
        return next();
      }),
    );
    const authorization = `Bearer ${await world.sim.forge.channelToken()}`;
    for (const id of ['one', 'two']) await world.post(JSON.stringify(claim({ id })), { authorization });
    expect(seen).toEqual([
      ['one', APP_ID],
      ['two', APP_ID],
    ]);
  });

  it('lets middleware change the text of an activity', async () => {
    await extended((adapter) =>
      adapter.use((context, next) => {
        context.activity.text = 'help';
        return next();
      }),
    );
    expect(await world.deliver(message('hilfe'))).toMatchObject({ status: 200 });
    expect(world.desk.calls).toMatchObject([{ to: 'message', args: [{}, 'help', undefined] }]);
  });

  it('answers 400 when middleware makes an activity invalid, without calling the desk', async () => {
    await extended((adapter) =>
      adapter.use((context, next) => {
        Object.assign(context.activity, { text: 5 });
        return next();
      }),
    );
    expect(await world.deliver(message('help'))).toMatchObject({
      status: 400,
      body: { error: { code: 'INPUT_INVALID' } },
    });
    expect(world.desk.calls).toEqual([]);
  });

  it('runs a turn once even when middleware calls next twice', async () => {
    await extended((adapter) => adapter.use((_context, next) => next().then(next)));
    expect(await world.deliver(claim())).toMatchObject({ status: 200, body: noted });
    expect(world.desk.calls).toHaveLength(1);
  });

  it('answers an invoke with deliveryMode expectReplies like any other', async () => {
    await extended(() => {});
    expect(await world.deliver(claim({ deliveryMode: 'expectReplies' }))).toMatchObject({ status: 200, body: noted });
  });

  it.each([
    ['sends no response', undefined, { status: 200, text: '' }],
    ['sends its own response', { status: 200, body: { statusCode: 200 } }, { status: 200, body: { statusCode: 200 } }],
  ])('answers 200 when middleware ends the turn and %s', async (_what, value, expected) => {
    await extended((adapter) =>
      adapter.use(async (context) => {
        if (value) await context.sendActivity({ type: ActivityTypes.InvokeResponse, value });
      }),
    );
    expect(await world.deliver(claim())).toMatchObject(expected);
    expect(world.desk.calls).toEqual([]);
  });

  it('reports a failed message to Teams even when onTurnError swallows the error', async () => {
    const told: unknown[] = [];
    await extended((adapter) => {
      adapter.onTurnError = async (_context, error) => void told.push(error.name);
    });
    world.desk.onMessage = () => Promise.reject(new Error('the name of a client'));
    const answer = await world.deliver(message('hello'));
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'INTERNAL' } } });
    expect(answer.text).not.toContain('client');
    expect(told).toHaveLength(1);
  });

  it('keeps the text of a middleware error out of the answer, the log and the console', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    await extended((adapter) => adapter.use(() => Promise.reject(new Error('the name of a client'))));
    const answer = await world.deliver(claim());
    expect(answer).toMatchObject({ status: 500, body: { error: { code: 'INTERNAL' } } });
    expect(answer.text + JSON.stringify(world.logged)).not.toContain('client');
    expect(printed).not.toHaveBeenCalled();
  });
});

describe("botbuilder's clients during a turn", () => {
  /** Runs the attempt as middleware inside a turn, against a connector that counts its requests. */
  async function within(attempt: (context: TurnContext, adapter: TeamsAdapter) => Promise<unknown>): Promise<unknown> {
    let calls = 0;
    const connector = createServer((_req, res) => {
      calls += 1;
      res.end('{}');
    });
    connector.listen(0, '127.0.0.1');
    await once(connector, 'listening');
    const adapter = new TeamsAdapter(async () => ({ status: 200 }));
    let words: unknown;
    adapter.use(async (context, next) => {
      words = await attempt(context, adapter).catch((error: unknown) => String(error));
      await next();
    });
    const serviceUrl = `http://127.0.0.1:${(connector.address() as AddressInfo).port}/`;
    const from = { id: '29:ana' };
    const place = { channelId: 'msteams', serviceUrl, from, recipient: from, conversation: { id: 'a:1' } };
    const answer = await adapter.answer(anonymously, parseActivity({ type: 'message', ...place }));
    connector.close();
    expect([answer, calls]).toEqual([{ status: 200 }, 0]);
    return words;
  }
  const user = (context: TurnContext, adapter: TeamsAdapter) =>
    context.turnState.get<UserTokenClient>(adapter.UserTokenClientKey);

  it.each([
    ['a message', (context: TurnContext) => context.sendActivity('hello')],
    ['an edit', (context: TurnContext) => context.updateActivity({ id: '1', type: 'message' })],
    ['a removal', (context: TurnContext) => context.deleteActivity('1')],
    ['a sign-out', (context: TurnContext, adapter: TeamsAdapter) => user(context, adapter).signOutUser('u', 'c', 'm')],
    [
      'a user token request',
      (context: TurnContext, adapter: TeamsAdapter) => user(context, adapter).getUserToken('u', 'c', 'm', ''),
    ],
  ])('fail on %s, send nothing, and name bot/connector.ts in the error', async (_what, attempt) => {
    expect(await within(attempt)).toMatch('bot/connector.ts');
  });

  it('refuse an activity that bot/authenticate.ts has not accepted', async () => {
    const turn = vi.fn();
    const activity = { type: 'message', channelId: 'msteams' } as Activity;
    await expect(new TeamsAdapter(turn).processActivityDirect('Bearer e30.e30.e30', activity, turn)).rejects.toThrow(
      'bot/authenticate.ts',
    );
    expect(turn).not.toHaveBeenCalled();
  });
});
