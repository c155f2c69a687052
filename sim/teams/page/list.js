import { avatar, count, h, keepingFocus } from './dom.js';
import { shortTime } from './time.js';

/** The list beside the rail: the chat with the bot, and the channel. */
export function drawList(element, o) {
  const group = (title, kind) => {
    const entries = o.conversations.filter((one) => one.kind === kind);
    if (entries.length === 0) return [];
    return [h('h2', {}, title), h('ul', {}, ...entries.map((one) => entry(one, o)))];
  };
  const onlyChannels = o.view === 'teams';
  keepingFocus(element, () =>
    element.replaceChildren(
      h('h1', { class: 'list-title' }, onlyChannels ? 'Teams' : 'Chat'),
      ...(onlyChannels ? [] : group('Chats', 'personal')),
      ...group(onlyChannels ? o.teamName : 'Teams and channels', 'channel'),
    ),
  );
}

function entry(one, o) {
  const unread = one.unread > 0;
  return h(
    'li',
    {},
    h(
      'a',
      {
        href: o.link({ c: one.kind }),
        class: unread ? 'unread' : undefined,
        'aria-current': o.open === one.kind ? 'page' : undefined,
        onclick: o.go,
      },
      avatar(one.name, one.kind === 'personal' ? 'bot' : 'channel'),
      h(
        'span',
        { class: 'lines' },
        h(
          'span',
          { class: 'line' },
          h('span', { class: 'name' }, one.name),
          one.last ? h('time', {}, shortTime(one.last.at, o.now)) : undefined,
        ),
        h(
          'span',
          { class: 'line' },
          h('span', { class: 'last' }, one.last ? `${one.last.from}: ${one.last.text}` : 'Nothing yet'),
          count(one.unread),
        ),
      ),
    ),
  );
}

/** The activity feed: this person's past toasts, newest first. */
export function drawActivity(element, o) {
  const items = o.activity
    .toReversed()
    .map((toast) =>
      h(
        'li',
        {},
        h(
          'a',
          { href: o.link({ c: toast.kind, v: undefined }), onclick: o.go },
          avatar(toast.title, toast.kind === 'channel' ? 'channel' : 'bot'),
          h(
            'span',
            { class: 'lines' },
            h(
              'span',
              { class: 'line' },
              h('span', { class: 'name' }, toast.title),
              h('time', {}, shortTime(toast.at, o.now)),
            ),
            h('span', { class: 'line' }, h('span', { class: 'last' }, toast.text)),
          ),
        ),
      ),
    );
  keepingFocus(element, () =>
    element.replaceChildren(
      h('h1', { class: 'list-title' }, 'Activity'),
      items.length > 0 ? h('ul', {}, ...items) : h('p', { class: 'empty' }, 'Nothing has rung for you yet.'),
    ),
  );
}
