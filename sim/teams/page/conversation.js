import { act, get } from './api.js';
import { avatar, h, icon } from './dom.js';
import { drawMessage } from './message.js';
import { dayName, sameDay } from './time.js';

const MOST_POSTS = 100;

/** The pane of one conversation: loads it, keeps it up to date, and holds the composer. */
export function createConversation(pane, o) {
  let shown;
  let byId = new Map();
  let stream;
  let oldestSeq;

  async function open(where) {
    const loading = { where };
    shown = loading;
    const { me, now } = o.state();
    const answer = await get('/sim/messages', { where });
    if (shown !== loading) return;
    byId = new Map();
    stream = h('ol', { class: `messages ${where}` });
    const earlier = h(
      'button',
      { class: 'earlier', type: 'button', onclick: () => showEarlier(where) },
      'Show earlier messages',
    );
    earlier.hidden = !answer.more;
    const scroll = h(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Messages' },
      earlier,
      stream,
    );
    pane.replaceChildren(head(where), scroll, composer(where));
    draw(answer.messages, answer.readUpTo, me, now);
    oldestSeq = answer.messages[0]?.seq;
    empty(where);
    const newLine = stream.querySelector('.new-line');
    if (newLine) newLine.scrollIntoView({ block: 'center' });
    else scroll.scrollTop = scroll.scrollHeight;
    o.drawn();
    pane.querySelector('.try')?.closest('article').scrollIntoView({ block: 'nearest' });
    await act({ do: 'open', where });
  }

  function head(where) {
    const { title, about } = o.titles(where);
    return h(
      'header',
      { class: 'chat-head' },
      h(
        'button',
        { class: 'plain back', type: 'button', 'aria-label': 'Back to the list', onclick: o.back },
        icon('arrow_left'),
      ),
      avatar(title, where === 'personal' ? 'bot' : 'channel'),
      h('div', {}, h('h1', {}, title), h('p', {}, about)),
    );
  }

  function draw(messages, readUpTo, me, now) {
    let previous;
    let lined = readUpTo === 0;
    for (const message of messages) {
      if (!previous || !sameDay(previous.at, message.at)) {
        stream.append(h('li', { class: 'day' }, h('span', {}, dayName(message.at, now))));
      }
      if (!lined && message.seq > readUpTo && message.from.key !== me.key) {
        stream.append(h('li', { class: 'new-line' }, h('span', {}, 'New')));
        lined = true;
      }
      add(message, me);
      previous = message;
    }
    stream.dataset.lastAt = previous ? String(previous.at) : '';
  }

  /** In a channel, a reply is placed under its post; all else is in order of time. */
  function add(message, me) {
    const drawn = drawMessage(message, me, shown.where);
    byId.set(message.id, drawn);
    const post = message.thread === message.id ? undefined : byId.get(message.thread)?.closest('li');
    if (post) {
      const replies = post.querySelector('.replies') ?? post.appendChild(h('div', { class: 'replies' }));
      replies.append(drawn);
    } else {
      stream.append(h('li', { class: 'post' }, drawn));
    }
  }

  async function showEarlier(where) {
    const scroll = pane.querySelector('.scroll');
    const height = scroll.scrollHeight;
    const answer = await get('/sim/messages', { where, before: oldestSeq });
    const newer = stream;
    const olderIds = byId;
    stream = h('ol', { class: newer.className });
    draw(answer.messages, Infinity, o.state().me, o.state().now);
    newer.prepend(...stream.childNodes);
    stream = newer;
    byId = new Map([...olderIds, ...byId]);
    oldestSeq = answer.messages[0]?.seq ?? oldestSeq;
    pane.querySelector('.earlier').hidden = !answer.more;
    scroll.scrollTop += scroll.scrollHeight - height;
    o.drawn();
  }

  /** Handles a new, changed or removed message. */
  function hear({ message }) {
    if (!shown || !stream || o.kindOf(message) !== shown.where) return;
    const { me, now } = o.state();
    const scroll = pane.querySelector('.scroll');
    const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
    const old = byId.get(message.id);
    if (message.removed) {
      (old?.closest('.replies') ? old : old?.closest('li'))?.remove();
      byId.delete(message.id);
    } else if (old) {
      const drawn = drawMessage(message, me, shown.where);
      const hadFocus = old.contains(document.activeElement);
      const words = old.querySelector('.answer')?.textContent;
      const note = drawn.querySelector('.answer');
      if (words && note) note.textContent = words;
      old.replaceWith(drawn);
      byId.set(message.id, drawn);
      if (hadFocus) drawn.focus({ preventScroll: true });
    } else {
      stream.querySelector('.nothing')?.remove();
      const lastAt = Number(stream.dataset.lastAt);
      if (!lastAt || !sameDay(lastAt, message.at))
        stream.append(h('li', { class: 'day' }, h('span', {}, dayName(message.at, now))));
      stream.dataset.lastAt = String(message.at);
      add(message, me);
      byId.get(message.id).classList.add('arrived');
      if (message.from.key !== me.key && document.visibilityState === 'visible')
        void act({ do: 'open', where: shown.where });
    }
    if (atEnd) {
      forgetOldest();
      scroll.scrollTop = scroll.scrollHeight;
    }
    o.drawn();
  }

  /** Keeps a page that is open all day small: posts far out of view are dropped, and loaded again on demand. */
  function forgetOldest() {
    const posts = [...stream.querySelectorAll(':scope > .post')];
    for (const post of posts.slice(0, -MOST_POSTS)) {
      while (stream.firstElementChild !== post) stream.firstElementChild.remove();
      for (const message of post.querySelectorAll('[data-id]')) byId.delete(message.dataset.id);
      post.remove();
    }
    if (posts.length <= MOST_POSTS) return;
    oldestSeq = Number(stream.querySelector('[data-seq]').dataset.seq);
    pane.querySelector('.earlier').hidden = false;
  }

  function empty(where) {
    if (stream.childElementCount > 0) return;
    const words =
      where === 'personal'
        ? 'No messages yet. When Callboard has a ticket for you, the offer comes here. Write "help" to see what it understands.'
        : 'No tickets here yet. Each one gets a card of its own as soon as it has been read.';
    stream.append(h('li', { class: 'nothing' }, h('p', { class: 'empty' }, words)));
  }

  function composer(where) {
    const label = where === 'personal' ? 'Write to Callboard' : 'Write in the channel; @Callboard asks the bot';
    const note = h('p', { class: 'answer', role: 'status' });
    const field = h('textarea', { rows: '1', placeholder: label, 'aria-label': label, maxlength: '4000' });
    const send = async () => {
      const text = field.value.trim();
      if (text === '') return;
      field.value = '';
      note.textContent = '';
      const answer = await act({ do: 'say', where, text });
      if (answer.kind !== 'failed') return;
      note.textContent = answer.text;
      note.classList.add('failed');
    };
    field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      void send();
    });
    const mention = h(
      'button',
      {
        type: 'button',
        class: 'plain mention',
        onclick: () => {
          field.value = `@Callboard ${field.value.replace(/^@Callboard\s*/, '')}`;
          field.focus();
        },
      },
      '@Callboard',
    );
    return h(
      'form',
      {
        class: 'composer',
        onsubmit: (event) => {
          event.preventDefault();
          void send();
        },
      },
      note,
      h(
        'div',
        { class: 'field' },
        field,
        where === 'channel' ? mention : undefined,
        h('button', { type: 'submit', class: 'plain', 'aria-label': 'Send' }, icon('send')),
      ),
    );
  }

  return {
    open,
    hear,
    close() {
      shown = undefined;
      stream = undefined;
    },
    where: () => shown?.where,
    /**
     * Highlights what to try next: the newest button with that title, or the button that expands the part with it.
     * Returns that button's text.
     */
    highlight(title) {
      for (const marked of pane.querySelectorAll('.try')) marked.classList.remove('try');
      if (!title) return undefined;
      const named = [...pane.querySelectorAll('.card button')].filter((button) => words(button) === title);
      const inSight = named.findLast((button) => button.checkVisibility());
      if (named.length === 0) return undefined;
      const shown = inSight ?? unfolds(named.at(-1));
      shown?.classList.add('try');
      return shown && words(shown);
    },
  };
}

const words = (button) => button.textContent.trim();

/** The last visible button of the card, which expands the collapsed part. */
function unfolds(folded) {
  const card = folded.closest('.card');
  return [...card.querySelectorAll('button')].findLast((button) => button.checkVisibility());
}
