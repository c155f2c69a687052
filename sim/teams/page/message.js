import { act } from './api.js';
import { drawCard } from './card.js';
import { openDialog } from './dialog.js';
import { avatar, h, icon } from './dom.js';
import { clockTime } from './time.js';

/** Draws one message as Teams does: author, time, then text or card. */
export function drawMessage(message, me, where) {
  const mine = message.from.key === me.key;
  // In a chat, one's own messages are on the right without a name; in a channel all messages look alike.
  const aside = mine && where === 'personal';
  const edited = message.editedAt !== undefined;
  return h(
    'article',
    {
      class: `message${aside ? ' mine' : ''}${message.card ? ' with-card' : ''}`,
      'data-id': message.id,
      'data-seq': message.seq,
      tabindex: '-1',
      'aria-label': `${mine ? 'You' : message.from.name}, ${clockTime(message.at)}`,
    },
    aside ? undefined : avatar(message.from.name, message.from.bot ? 'bot' : 'person'),
    h(
      'div',
      { class: 'inside' },
      h(
        'p',
        { class: 'head' },
        aside ? h('span', { class: 'sr' }, 'You') : h('span', { class: 'name' }, message.from.name),
        h('time', { datetime: new Date(message.at).toISOString() }, clockTime(message.at)),
        edited ? h('span', { class: 'edited' }, 'Edited') : undefined,
      ),
      ...content(message),
    ),
  );
}

function content(message) {
  const parts = [];
  if (message.text !== undefined) parts.push(h('p', { class: 'bubble' }, message.text));
  if (message.stuck) parts.push(stuck(message));
  else if (message.card) parts.push(drawCard(message.card, (pressed) => press(message, pressed)));
  return parts;
}

async function press(message, pressed) {
  const { kind, ...what } = pressed;
  const answer = await act({ do: kind, message: message.id, ...what });
  if (answer.kind === 'dialog') return openDialog(message.id, answer.dialog);
  if (answer.kind === 'failed') return { text: answer.text, failed: true };
  if (answer.kind === 'message') return { text: answer.text };
  return undefined;
}

function stuck(message) {
  return h(
    'div',
    { class: 'card stuck' },
    h('p', {}, 'Something went wrong while this card was brought up to date.'),
    h(
      'button',
      { type: 'button', class: 'plain', onclick: () => act({ do: 'refresh', message: message.id }) },
      icon('arrow_sync'),
      'Refresh card',
    ),
  );
}
