import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { card, cardAnswer, dialogAnswer, execute, messageAnswer } from './cards.ts';
import { APP, TENANT, world } from './world.ts';
import type { World } from './world.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
afterEach(() => w.close());

const send = (content: Record<string, unknown>, fields?: Record<string, unknown>) =>
  w.run(() => w.bot.sendCard(w.sim.channel.id, content, fields));
const mri = (key: string) => w.sim.people.find((person) => person.key === key)!.mri;
const asks = () => w.bot.received.filter((activity) => activity.name === 'adaptiveCard/action');

describe('a pressed button', () => {
  test('sends a signed invoke with the person, the conversation and the message', async () => {
    w.bot.answer = () => messageAnswer('ok');
    const id = await send(card('Printer', { actions: [execute('Take it', 'claim', { ticketId: '7' })] }));
    expect(await w.run(() => w.sim.user('ana').click(id, 'Take it'))).toEqual({ kind: 'message', text: 'ok' });
    expect(w.bot.received[0]).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      channelId: 'msteams',
      replyToId: id,
      from: { id: mri('ana'), name: 'Ana Moreau' },
      recipient: { id: `28:${APP}` },
      conversation: { id: `${w.sim.channel.id};messageid=${id}`, conversationType: 'channel', tenantId: TENANT },
      value: { action: { type: 'Action.Execute', verb: 'claim', data: { ticketId: '7' } }, trigger: 'manual' },
      serviceUrl: w.sim.serviceUrl,
    });
    expect(w.bot.authorizations[0]).toMatch(/^Bearer ey/);
  });

  test('shows its answer card only to that person, until the message is edited', async () => {
    w.bot.answer = () => cardAnswer(card('Yours'));
    const id = await send(card('Free', { actions: [execute('Take it', 'claim')] }));
    await w.run(() => w.sim.user('ana').click(id, 'Take it'));
    expect(w.sim.user('ana').message(id).words).toBe('Yours');
    expect(w.sim.user('ben').message(id).words).toBe('Free\nTake it');
    await w.run(() => w.bot.editCard(w.sim.channel.id, id, card('Taken by Ana')));
    expect(w.sim.user('ana').message(id).words).toBe('Taken by Ana');
  });

  test('sends the inputs of its own card and the enclosing ones, but not those of a sibling', async () => {
    const unfold = (name: string) => ({
      type: 'Action.ShowCard',
      title: name,
      card: {
        type: 'AdaptiveCard',
        body: [{ type: 'Input.Text', id: name }],
        actions: [{ type: 'Action.Execute', title: `Send ${name}`, verb: name, data: {} }],
      },
    });
    const body = [{ type: 'Input.Text', id: 'around', value: 'kept' }];
    w.bot.answer = () => messageAnswer('ok');
    const id = await send({ type: 'AdaptiveCard', version: '1.5', body, actions: [unfold('one'), unfold('two')] });
    await w.run(() => w.sim.user('ana').click(id, 'Send one', { one: 'typed' }));
    expect(w.bot.received[0]!.value).toMatchObject({ action: { data: { around: 'kept', one: 'typed' } } });
    await expect(w.sim.user('ana').click(id, 'Send one', { two: 'x' })).rejects.toThrow(/no field two/);
  });

  test('sends nothing while a required field is empty, unless "associatedInputs" is "none"', async () => {
    const body = [{ type: 'Input.Text', id: 'reason', isRequired: true, errorMessage: 'Why?' }];
    w.bot.answer = () => messageAnswer('ok');
    const actions = [
      { type: 'Action.Execute', title: 'Not me', verb: 'decline', data: {} },
      execute('Take it', 'claim'),
    ];
    const id = await send({ type: 'AdaptiveCard', version: '1.5', body, actions });
    expect(await w.run(() => w.sim.user('ana').click(id, 'Not me'))).toEqual({ kind: 'blocked', missing: ['reason'] });
    expect(w.bot.received).toEqual([]);
    expect(await w.run(() => w.sim.user('ana').click(id, 'claim'))).toEqual({ kind: 'message', text: 'ok' });
  });

  test('sends an Action.Submit as a message with a value and no text', async () => {
    const id = await send(card('x', { actions: [{ type: 'Action.Submit', title: 'Go', data: { verb: 'go' } }] }));
    expect(await w.run(() => w.sim.user('ana').click(id, 'Go'))).toEqual({ kind: 'done' });
    expect(w.bot.received[0]).toMatchObject({ type: 'message', value: { verb: 'go' }, replyToId: id });
    expect(w.bot.received[0]).not.toHaveProperty('text');
  });

  test.each([
    ['nothing', () => undefined],
    ['an unknown type', () => ({ statusCode: 200, type: 'text/plain', value: 'x' })],
    ['an invalid card', () => ({ ...cardAnswer(card('x')), value: 'x' })],
  ])('fails with "Something went wrong" when the bot answers with %s', async (_what, answer) => {
    w.bot.answer = answer;
    const id = await send(card('x', { actions: [execute('Take it', 'claim')] }));
    expect(await w.run(() => w.sim.user('ana').click(id, 'Take it'))).toMatchObject({ kind: 'failed' });
  });
});

describe('a card’s refresh', () => {
  const refresh = (userIds?: string[]) => ({
    refresh: {
      action: { type: 'Action.Execute', verb: 'look', data: { ticketId: '7' } },
      ...(userIds ? { userIds } : {}),
    },
  });

  test('runs once after an edit for each person in userIds, and for nobody else', async () => {
    w.bot.answer = (activity) => cardAnswer(card(`for ${(activity.from as { name: string }).name}`));
    const content = card('for all', refresh([mri('ana'), mri('ben')]));
    const id = await send(content);
    expect(asks()).toEqual([]);
    await w.run(() => w.bot.editCard(w.sim.channel.id, id, content));
    await w.clock.advance(1_000);
    expect(asks().map((activity) => activity.value)).toEqual([
      { action: { type: 'Action.Execute', verb: 'look', data: { ticketId: '7' } }, trigger: 'automatic' },
      { action: { type: 'Action.Execute', verb: 'look', data: { ticketId: '7' } }, trigger: 'automatic' },
    ]);
    expect(w.sim.user('ana').message(id).words).toBe('for Ana Moreau');
    expect(w.sim.user('dana').message(id).words).toBe('for all');
  });

  test('can carry the data from before the edit, as was seen in Teams', async () => {
    w.bot.answer = () => cardAnswer(card('mine'));
    w.sim.faults.refreshWithOldData = true;
    const holding = (version: number) =>
      card('x', {
        refresh: { action: { type: 'Action.Execute', verb: 'look', data: { version } }, userIds: [mri('ana')] },
      });
    const id = await send(holding(1));
    await w.run(() => w.bot.editCard(w.sim.channel.id, id, holding(2)));
    await w.clock.advance(1_000);
    expect(asks()[0]!.value).toMatchObject({ action: { data: { version: 1 } } });
  });

  test('runs once when a person opens the conversation, not each time', async () => {
    w.bot.answer = () => cardAnswer(card('mine'));
    await send(card('all', refresh([mri('ana')])));
    await w.run(async () => {
      await w.sim.user('ana').open('channel');
      await w.sim.user('ana').open('channel');
      await w.sim.user('ben').open('channel');
    });
    expect(asks()).toHaveLength(1);
  });

  test.each([
    [60, 60],
    [61, 0],
  ])('without userIds in a channel of %i members, runs for %i of them', async (members, expected) => {
    const crowd = await world({
      people: Array.from({ length: members }, (_, i) => ({ key: `p${i}`, name: `P ${i}`, role: 'L1' })),
    });
    crowd.bot.answer = () => cardAnswer(card('mine'));
    await crowd.run(async () => {
      const id = await crowd.bot.sendCard(crowd.sim.channel.id, card('x', refresh()));
      await crowd.bot.editCard(crowd.sim.channel.id, id, card('y', refresh()));
    });
    await crowd.clock.advance(1_000);
    expect(crowd.bot.received).toHaveLength(expected);
    await crowd.close();
  });

  test('leaves the card stuck after a failure, until a refresh succeeds', async () => {
    w.bot.answer = () => undefined;
    const content = card('x', refresh([mri('ana')]));
    const id = await send(content);
    await w.run(() => w.bot.editCard(w.sim.channel.id, id, content));
    await w.clock.advance(1_000);
    expect(w.sim.user('ana').message(id).stuck).toBe(true);
    w.bot.answer = () => cardAnswer(card('mine'));
    await w.run(() => w.sim.user('ana').refresh(id));
    expect(w.sim.user('ana').message(id)).toMatchObject({ stuck: false, words: 'mine' });
  });
});

describe('a dialog', () => {
  const opener = {
    type: 'Action.Submit',
    title: 'Give to…',
    data: { msteams: { type: 'task/fetch' }, verb: 'override', ticketId: '7' },
  };
  const form = card('Who?', {
    body: [{ type: 'Input.Text', id: 'to', isRequired: true }],
    actions: [{ type: 'Action.Submit', title: 'Give it', data: { verb: 'override' } }],
  });

  test('opens, shows errors and closes as the bot answers', async () => {
    w.bot.answer = (activity) => {
      if (activity.name === 'task/fetch') return dialogAnswer('Give the ticket', form);
      const { to } = (activity.value as { data: { to: string } }).data;
      return to === 'nobody'
        ? dialogAnswer('Give the ticket', card('Nobody of that name', { actions: form['actions'] }))
        : { task: { type: 'message', value: 'Given' } };
    };
    const ana = w.sim.user('ana');
    const id = await send(card('x', { actions: [opener] }));
    const dialog = await w.run(() => ana.openDialog(id, 'Give to…'));
    expect(dialog.title).toBe('Give the ticket');
    expect(await w.run(() => ana.submitDialog({}))).toEqual({ kind: 'blocked', missing: ['to'] });
    expect(await w.run(() => ana.submitDialog({ to: 'nobody' }))).toMatchObject({ kind: 'dialog' });
    await w.run(() => ana.openDialog(id, 'Give to…'));
    expect(await w.run(() => ana.submitDialog({ to: 'ben' }))).toEqual({ kind: 'message', text: 'Given' });
    await expect(ana.submitDialog({ to: 'ben' })).rejects.toThrow(/no dialog open/);
    expect(w.bot.received.map((activity) => activity.name)).toEqual([
      'task/fetch',
      'task/submit',
      'task/fetch',
      'task/submit',
    ]);
  });
});

describe('a message', () => {
  test('reaches the bot from a personal chat, and from the channel only with a mention', async () => {
    const ana = w.sim.user('ana');
    await w.run(async () => {
      await ana.say('help');
      await ana.mention('pause');
    });
    expect(w.bot.received.map((activity) => activity.text)).toEqual(['help', '<at>Callboard</at>&nbsp;pause']);
    expect(ana.inbox()[0]).toMatchObject({ from: 'Ana Moreau', text: 'help' });
    expect(w.sim.user('ben').sees('@Callboard pause')).toBe(true);
    expect(w.sim.user('ben').sees('help')).toBe(false);
  });

  test('counts as unread and shows a toast with its summary, or "Sent a card" without one', async () => {
    const ana = w.sim.user('ana');
    const chat = await w.run(() => w.bot.openChat(ana.person.aadObjectId));
    await w.run(async () => {
      await w.bot.sendCard(chat.id, card('x'));
      await w.bot.sendCard(chat.id, card('x'), {
        summary: 'For you: printer',
        channelData: { notification: { alert: true } },
      });
      await w.bot.sendCard(w.sim.channel.id, card('x'), { summary: 'New ticket' });
    });
    expect(ana.toasts().map(({ text, alert }) => [text, alert])).toEqual([
      ['Sent a card', false],
      ['For you: printer', true],
    ]);
    expect(ana.unread()).toEqual({ personal: 2, channel: 1 });
    await w.run(() => ana.open('personal'));
    expect(ana.unread()).toEqual({ personal: 0, channel: 1 });
    expect(w.sim.user('ben').toasts()).toEqual([]);
  });
});

describe('a long channel', () => {
  test('is counted and searched correctly after a thousand messages', async () => {
    const big = await world({ withoutRateLimits: true });
    await big.run(async () => {
      for (let i = 0; i < 1_000; i += 1) await big.bot.sendCard(big.sim.channel.id, card(`ticket ${i}`));
    });
    expect(big.sim.user('ana').unread().channel).toBe(1_000);
    expect(big.sim.user('ana').sees('ticket 999')).toBe(true);
    await big.close();
  });
});
