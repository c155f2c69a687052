import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { card } from './cards.ts';
import { APP, TENANT, world } from './world.ts';
import type { World } from './world.ts';

let w: World;
beforeEach(async () => {
  w = await world({
    people: [
      { key: 'ana', name: 'Ana Moreau', role: 'L2' },
      { key: 'eve', name: 'Eve', role: 'L1', installed: false },
    ],
  });
});
afterEach(() => w.close());

const objectId = (key: string) => w.sim.people.find((person) => person.key === key)!.aadObjectId;
const channelPath = (rest = '') => `v3/conversations/${encodeURIComponent(w.sim.channel.id)}${rest}`;
const cardActivity = (content: unknown) => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
});

describe('the personal chat', () => {
  test('opens by Entra object id, with the same id each time', async () => {
    const [first, second] = await w.run(async () => [
      await w.bot.openChat(objectId('ana')),
      await w.bot.openChat(objectId('ana')),
    ]);
    expect(first).toEqual(second);
    expect(first.status).toBe(201);
  });

  test('is refused for a person without the app and opens after they install it', async () => {
    const before = await w.run(() => w.bot.openChat(objectId('eve')));
    expect(before.status).toBe(403);
    await w.run(() => w.sim.user('eve').install());
    const after = await w.run(() => w.bot.openChat(objectId('eve')));
    expect(after.status).toBe(201);
    expect(w.bot.received.map((activity) => activity.type)).toEqual(['conversationUpdate', 'installationUpdate']);
  });

  test.each([
    ['uninstalled', 'BotNotInConversationRoster', () => w.sim.user('ana').uninstall()],
    ['blocked', 'MessageWritesBlocked', async () => w.sim.user('ana').block()],
  ])('refuses messages once the app is %s', async (_how, code, end) => {
    const chat = await w.run(() => w.bot.openChat(objectId('ana')));
    await w.run(end);
    const answer = await w.run(() =>
      w.bot.call('POST', `v3/conversations/${chat.id}/activities`, cardActivity(card('x'))),
    );
    expect(answer).toMatchObject({ status: 403, body: { error: { code } } });
    expect(w.sim.user('ana').inbox()).toEqual([]);
  });
});

describe('messages', () => {
  test('are sent, edited and removed', async () => {
    const ana = w.sim.user('ana');
    const id = await w.run(() => w.bot.sendCard(w.sim.channel.id, card('Printer is out')));
    expect(ana.message(id)).toMatchObject({ words: 'Printer is out', edited: false });
    await w.run(() => w.bot.editCard(w.sim.channel.id, id, card('Printer: taken by Ana')));
    expect(ana.message(id)).toMatchObject({ words: 'Printer: taken by Ana', edited: true });
    await w.run(() => w.bot.call('DELETE', channelPath(`/activities/${id}`)));
    expect(ana.channel()).toEqual([]);
    const again = await w.run(() => w.bot.editCard(w.sim.channel.id, id, card('x')));
    expect(again).toBe(404);
  });

  test('with text beside a card are split in two, and the response has no usable id', async () => {
    const answer = await w.run(() =>
      w.bot.call('POST', channelPath('/activities'), { ...cardActivity(card('The card')), text: 'The text' }),
    );
    expect(answer).toMatchObject({ status: 201, body: {} });
    expect(answer.body).not.toHaveProperty('id');
    expect(
      w.sim
        .user('ana')
        .channel()
        .map((message) => message.words),
    ).toEqual(['The text', 'The card']);
  });

  test('can start a channel thread and reply in it', async () => {
    const made = await w.run(() =>
      w.bot.call('POST', 'v3/conversations', {
        isGroup: true,
        channelData: { channel: { id: w.sim.channel.id } },
        activity: cardActivity(card('Root')),
      }),
    );
    const { id, activityId } = made.body as { id: string; activityId: string };
    expect(id).toBe(`${w.sim.channel.id};messageid=${activityId}`);
    await w.run(() => w.bot.sendCard(id, card('Reply')));
    expect(w.sim.user('ana').channel()).toHaveLength(2);
  });

  test.each([
    [
      'an unknown conversation',
      404,
      'ConversationNotFound',
      'v3/conversations/19%3Aelsewhere/activities',
      cardActivity(card('x')),
    ],
    ['a missing type', 400, 'BadSyntax', undefined, { text: 'x' }],
    ['empty content', 400, 'BadArgument', undefined, { type: 'message' }],
    ['more than 100 KB in UTF-16', 413, 'MessageSizeTooBig', undefined, cardActivity(card('ä'.repeat(52_000)))],
  ])('are refused for %s', async (_what, status, code, path, body) => {
    const answer = await w.run(() => w.bot.call('POST', path ?? channelPath('/activities'), body));
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  });
});

describe('a conversation’s members', () => {
  test('can be read all together, by page and one by one', async () => {
    const [all, page, one] = await w.run(async () => [
      await w.bot.call('GET', channelPath('/members')),
      await w.bot.call('GET', channelPath('/pagedmembers?pageSize=1')),
      await w.bot.call('GET', channelPath(`/members/${objectId('ana')}`)),
    ]);
    expect(all.body).toHaveLength(2);
    expect(page.body).toMatchObject({ members: [{ name: 'Ana Moreau' }], continuationToken: '1' });
    expect(one.body).toMatchObject({
      name: 'Ana Moreau',
      surname: 'Moreau',
      aadObjectId: objectId('ana'),
      tenantId: TENANT,
    });
  });
});

describe('the bot’s token', () => {
  test('is issued by the token endpoint and accepted by the connector', async () => {
    const ask = (fields: Record<string, string>) =>
      fetch(`${w.url}/${TENANT}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(fields) });
    const good = {
      grant_type: 'client_credentials',
      client_id: APP,
      client_secret: 's',
      scope: 'https://api.botframework.com/.default',
    };
    const { access_token } = (await (await ask(good)).json()) as { access_token: string };
    const members = await fetch(`${w.url}/${channelPath('/members')}`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(members.status).toBe(200);
    expect((await ask({ ...good, client_id: 'other' })).status).toBe(400);
  });

  test.each([
    ['when missing', async () => undefined],
    ['when malformed', async () => 'Bearer x.y.z'],
    ['when it is the token that Teams sends to the bot', async () => `Bearer ${await w.sim.forge.channelToken()}`],
  ])('is refused %s', async (_what, header) => {
    const authorization = await header();
    const answer = await fetch(`${w.url}/${channelPath('/members')}`, {
      headers: authorization ? { authorization } : {},
    });
    expect(answer.status).toBe(401);
  });
});
