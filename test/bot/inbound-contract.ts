import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatIdentity } from '../../desk/ports/chat.ts';
import { botWorld, TENANT_ID } from './world.ts';
import type { BotWorld, MakeBot } from './world.ts';

const CARD = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Taken by Ana' }] } as const;
const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
const MESSAGE_TYPE = 'application/vnd.microsoft.activity.message';

/**
 * What people do in Teams reaches the desk exactly once, translated to its port. The desk's answers reach Teams in the
 * shapes Teams expects.
 */
export function inboundContract(name: string, makeBot: MakeBot): void {
  describe(`${name}: inbound activities`, () => {
    let world: BotWorld;
    beforeAll(async () => {
      world = await botWorld(makeBot);
    });
    afterAll(() => world.close());
    beforeEach(() => {
      world.desk.calls.length = 0;
      world.logged.length = 0;
      world.desk.onAction = async () => ({ message: 'noted' });
      world.desk.onDialog = async () => ({ close: true });
      world.desk.onMessage = async () => {};
    });

    const activity = (fields: Record<string, unknown>, where: 'personal' | 'channel' = 'personal') =>
      world.sim.forge.activity('ana', where, fields);
    const invoke = (what: string, value: unknown) => activity({ type: 'invoke', name: what, value });
    const press = (value: unknown) => invoke('adaptiveCard/action', value);
    const claim = { action: { type: 'Action.Execute', verb: 'claim', data: { ticket: '7' } }, trigger: 'manual' };

    describe('the identity passed to the desk', () => {
      it('comes from Teams’ token, not from the card’s data', async () => {
        const { person } = world.sim.user('ana');
        const data = { entraId: 'somebody-else', from: { aadObjectId: 'somebody-else' } };
        await world.deliver(press({ action: { verb: 'claim', data } }));
        const [who, verb, given] = world.desk.calls[0]!.args as [ChatIdentity, string, unknown];
        expect(who).toMatchObject({
          entraId: person.aadObjectId,
          teamsId: person.mri,
          tenantId: TENANT_ID,
          name: person.name,
          conversation: { kind: 'personal', serviceUrl: world.sim.serviceUrl, tenantId: TENANT_ID },
          activityId: expect.any(String) as string,
        });
        expect([verb, given]).toEqual(['claim', data]);
      });

      it('names the channel for a message in the channel', async () => {
        await world.deliver(activity({ type: 'message', text: 'queue' }, 'channel'));
        const [who] = world.desk.calls[0]!.args as [ChatIdentity];
        expect(who.conversation).toMatchObject({ id: world.sim.channel.id, kind: 'channel' });
      });

      it('is required: an activity without a person gets a polite answer and does not reach the desk', async () => {
        const answer = await world.deliver({ ...press(claim), from: { id: '28:some-bot' } });
        expect(answer).toMatchObject({ status: 200, body: { type: MESSAGE_TYPE } });
        expect(
          await world.deliver({ ...activity({ type: 'message', text: 'hi' }), from: { id: '28:b' } }),
        ).toMatchObject({
          status: 200,
        });
        expect(world.desk.calls).toEqual([]);
      });
    });

    describe('a card button', () => {
      it('gets the desk’s card as its answer', async () => {
        world.desk.onAction = async () => ({ card: CARD });
        expect((await world.deliver(press(claim))).body).toEqual({ statusCode: 200, type: CARD_TYPE, value: CARD });
      });

      it('gets the desk’s text as its answer', async () => {
        expect((await world.deliver(press(claim))).body).toEqual({
          statusCode: 200,
          type: MESSAGE_TYPE,
          value: 'noted',
        });
      });

      it.each([
        ['manual', { ...claim, trigger: 'manual' }],
        ['automatic', { ...claim, trigger: 'automatic' }],
        ['manual', { action: claim.action }],
        ['manual', { action: claim.action, trigger: { of: 'doom' } }],
      ])('passes the trigger to the desk as %s for %j', async (trigger, value) => {
        await world.deliver(press(value));
        expect(world.desk.calls[0]!.args[3]).toBe(trigger);
      });

      it('reaches the desk without data when it carries none', async () => {
        await world.deliver(press({ action: { type: 'Action.Execute', verb: 'help' } }));
        expect(world.desk.calls[0]!.args.slice(1)).toEqual(['help', undefined, 'manual']);
      });

      it('reaches the desk even with an unknown verb', async () => {
        await world.deliver(press({ action: { verb: 'DROP TABLE tickets', data: null } }));
        expect(world.desk.calls[0]!.args.slice(1, 3)).toEqual(['DROP TABLE tickets', null]);
      });

      it.each([[undefined], [null], ['text'], [[]], [{}], [{ action: null }], [{ action: 'claim' }]])(
        'gets a polite answer, without calling the desk, when its value %j holds no action',
        async (value) => {
          expect(await world.deliver(press(value))).toMatchObject({ status: 200, body: { type: MESSAGE_TYPE } });
          expect(world.desk.calls).toEqual([]);
        },
      );

      it('is answered even when its data is nested 5,000 levels deep', async () => {
        const deep = `{"a":`.repeat(5_000) + '1' + '}'.repeat(5_000);
        const body = JSON.stringify(press({ action: { verb: 'claim', data: 'DEEP' } })).replace('"DEEP"', deep);
        const authorization = `Bearer ${await world.sim.forge.channelToken()}`;
        expect((await world.post(body, { authorization })).status).toBe(200);
      });
    });

    describe('a dialog', () => {
      it('opens with its card, title and height', async () => {
        world.desk.onDialog = async () => ({ dialog: { title: 'Override', card: CARD, height: 'medium' } });
        const answer = await world.deliver(invoke('task/fetch', { data: { verb: 'override' }, context: {} }));
        expect(answer.body).toMatchObject({
          task: {
            type: 'continue',
            value: { title: 'Override', height: 'medium', card: { contentType: CARD_TYPE, content: CARD } },
          },
        });
        expect(world.desk.calls).toMatchObject([{ to: 'openDialog', args: [{}, { verb: 'override' }] }]);
      });

      it('shows a message or closes after it is submitted', async () => {
        world.desk.onDialog = async () => ({ message: 'Assigned to Ben' });
        const said = await world.deliver(invoke('task/submit', { data: { to: 'ben' } }));
        expect(said.body).toEqual({ task: { type: 'message', value: 'Assigned to Ben' } });
        world.desk.onDialog = async () => ({ close: true });
        const closed = await world.deliver(invoke('task/submit', { data: { to: 'ben' } }));
        expect(closed).toMatchObject({ status: 200, text: '' });
        expect(world.desk.calls.map((call) => call.to)).toEqual(['submitDialog', 'submitDialog']);
      });
    });

    describe('an invoke that the desk does not handle', () => {
      it.each([[{ queryText: '' }], [{ queryText: 'be', dataset: 'x' }], [undefined]])(
        'returns no results, and no error, for application/search with %j',
        async (value) => {
          expect((await world.deliver(invoke('application/search', value))).body).toEqual({
            statusCode: 200,
            type: 'application/vnd.microsoft.search.searchResponse',
            value: { results: [] },
          });
        },
      );

      it.each(['message/submitAction', 'signin/verifyState', 'no/such-thing', ''])(
        'gets a polite text for the name %j',
        async (what) => {
          expect(await world.deliver(invoke(what, {}))).toMatchObject({ status: 200, body: { type: MESSAGE_TYPE } });
          expect(world.desk.calls).toEqual([]);
        },
      );

      it('gets a polite text in the extension’s own shape for composeExtension/query', async () => {
        const answer = await world.deliver(invoke('composeExtension/query', {}));
        expect(answer).toMatchObject({ status: 200, body: { composeExtension: { type: 'message' } } });
      });
    });

    describe('the handler of other activities', () => {
      it('passes a personal message to the desk', async () => {
        await world.sim.user('ana').say('my tickets');
        expect(world.desk.calls).toMatchObject([{ to: 'message', args: [{}, 'my tickets', undefined] }]);
      });

      it('passes a channel message to the desk without the mention', async () => {
        await world.sim.user('ana').mention('queue');
        expect(world.desk.calls[0]!.args[1]).toBe('queue');
      });

      it('passes an Action.Submit to the desk as a value with an empty text', async () => {
        await world.deliver(activity({ type: 'message', value: { verb: 'claim' } }));
        expect(world.desk.calls).toMatchObject([{ to: 'message', args: [{}, '', { verb: 'claim' }] }]);
      });

      it.each(['messageReaction', 'typing', 'event', 'trace', 'endOfConversation', 'nonsense'])(
        'acknowledges an activity of type %s without calling the desk',
        async (type) => {
          expect(await world.deliver(activity({ type }))).toMatchObject({ status: 200 });
          expect(world.desk.calls).toEqual([]);
        },
      );
    });

    describe('installing and removing the app', () => {
      it.each([
        ['installed', { type: 'installationUpdate', action: 'add' }],
        ['installed', { type: 'installationUpdate', action: 'add-upgrade' }],
        ['removed', { type: 'installationUpdate', action: 'remove' }],
        ['removed', { type: 'installationUpdate', action: 'remove-upgrade' }],
      ] as const)('calls %s on the desk for %j', async (to, fields) => {
        await world.deliver(activity(fields));
        expect(world.desk.calls.map((call) => call.to)).toEqual([to]);
      });

      it('is reported when the bot joins or leaves, but not when other members do', async () => {
        const bot = (activity({})['recipient'] as { id: string }).id;
        await world.deliver(activity({ type: 'conversationUpdate', membersAdded: [{ id: '29:x' }, { id: bot }] }));
        await world.deliver(activity({ type: 'conversationUpdate', membersRemoved: [{ id: bot }] }));
        await world.deliver(activity({ type: 'conversationUpdate', membersAdded: [{ id: '29:x' }] }));
        expect(world.desk.calls.map((call) => call.to)).toEqual(['installed', 'removed']);
      });
    });

    describe('a resent activity', () => {
      it('has no second effect and gets the same answer', async () => {
        let n = 0;
        world.desk.onAction = async () => ({ message: `answer ${(n += 1)}` });
        const pressed = press(claim);
        const [first, second] = await Promise.all([world.deliver(pressed), world.deliver(pressed)]);
        const third = await world.deliver(pressed);
        expect([second.text, third.text]).toEqual([first.text, first.text]);
        expect(world.desk.calls).toHaveLength(1);
      });

      it('is delivered as one message when Teams resends it after 15 s', async () => {
        world.sim.faults.resend();
        await world.sim.user('ana').say('claim 7');
        expect(world.desk.calls).toHaveLength(1);
      });

      it('is not confused with another person’s activity that has the same id', async () => {
        const mine = press(claim);
        await world.deliver(mine);
        await world.deliver({ ...mine, from: { id: '29:ben', aadObjectId: 'ben' } });
        expect(world.desk.calls).toHaveLength(2);
      });

      it('is processed again when the first attempt failed', async () => {
        const typed = activity({ type: 'message', text: 'claim 7' });
        world.desk.onMessage = () => Promise.reject(new Error('store is busy'));
        const failed = await world.deliver(typed);
        expect(failed).toMatchObject({ status: 500, body: { error: { code: 'INTERNAL' } } });
        expect(failed.text).not.toContain('busy');
        world.desk.onMessage = async () => {};
        expect(await world.deliver(typed)).toMatchObject({ status: 200 });
        expect(world.desk.calls).toHaveLength(2);
      });
    });

    describe('when the desk fails or is slow', () => {
      const fails = () => Promise.reject(new Error('UNIQUE failed: ACME, printer of Mrs Jones'));

      it.each([
        ['adaptiveCard/action', claim],
        ['task/fetch', { data: {} }],
        ['task/submit', { data: {} }],
      ])('answers %s with an error id that is also logged, without the error’s text', async (what, value) => {
        world.desk.onAction = fails;
        world.desk.onDialog = fails;
        const answer = await world.deliver(invoke(what, value));
        expect(answer.status).toBe(200);
        const id = /CB-[0-9a-f]{8}/.exec(answer.text)?.[0];
        expect(id).toBeDefined();
        expect(world.logged).toMatchObject([{ fields: { errorId: id, code: 'INTERNAL' } }]);
        expect(answer.text + JSON.stringify(world.logged)).not.toMatch(/ACME|Jones|UNIQUE/);
      });

      it('answers before Teams times out and lets the work continue', async () => {
        let done = false;
        world.desk.onAction = async () => {
          await world.clock.sleep(20_000);
          done = true;
          return { message: 'late' };
        };
        const answered = world.clock.enter(() => world.sim.forge.deliver(press(claim)));
        await world.clock.advance(9_000);
        const answer = await answered;
        expect(answer).toMatchObject({ status: 200, body: { type: MESSAGE_TYPE } });
        expect([JSON.stringify(answer).includes('late'), done]).toEqual([false, false]);
        await world.clock.advance(20_000);
        expect(done).toBe(true);
      });
    });
  });
}
