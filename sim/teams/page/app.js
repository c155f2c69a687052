import { get, listen } from './api.js';
import { createBehind } from './behind.js';
import { createClock } from './clock.js';
import { createConversation } from './conversation.js';
import { h } from './dom.js';
import { drawHint, drawRail, drawSwitcher, drawThemes } from './frame.js';
import { drawActivity, drawList } from './list.js';
import { setZone } from './time.js';
import { showToast } from './toast.js';

const at = (id) => document.getElementById(id);
const phone = matchMedia('(max-width: 700px)');
const EMPTY_VIEWS = {
  calendar: 'No calendar in this demo: visits and bookings are not part of it.',
  mail: 'No mailbox in this demo: what goes to clients is shown behind the scenes.',
};

const start = await get('/sim/start').catch((error) => {
  at('conversation').append(
    h('p', { class: 'empty' }, `This page cannot start: ${error.message}.`),
    h('a', { href: '/' }, 'Start anew'),
  );
  throw error;
});
setZone(start.timeZone);
const { me } = start;
let { people, conversations, hint, activity } = start;
const clock = createClock(start.speeds);
clock.sync(start);
const behind = start.hasBehind ? createBehind(at('behind')) : undefined;
document.title = `${me.name} · Teams, simulated`;

// --- navigation: the address holds the whole state, so that tabs, links and the back button work

function place() {
  const query = new URL(location.href).searchParams;
  const view = ['activity', 'teams', 'calendar', 'mail'].find((one) => one === query.get('v')) ?? 'chat';
  const asked = conversations.find((one) => one.kind === query.get('c'))?.kind;
  const first = conversations.find((one) => one.kind === 'channel')?.kind ?? conversations[0]?.kind;
  return { view, open: asked ?? (phone.matches ? undefined : first) };
}

function link(change) {
  const url = new URL(location.href);
  url.searchParams.set('as', me.key);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return `${url.pathname}${url.search}`;
}

function linkAs(key, conversation) {
  const query = new URLSearchParams({ as: key });
  if (conversation) query.set('c', conversation);
  return `/?${query}`;
}

/** A plain click on one of our links stays on the page; with a modifier key it opens a tab, as usual. */
function go(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  history.pushState({}, '', event.currentTarget.href);
  arrive(true);
}

// --- drawing

const conversation = createConversation(at('conversation'), {
  state: () => ({ me, now: clock.now() }),
  kindOf: (message) => conversations.find((one) => one.id === message.conversation)?.kind,
  titles: (where) =>
    where === 'personal'
      ? { title: 'Callboard', about: 'Chat with the bot, seen by you alone' }
      : {
          title: conversations.find((one) => one.kind === 'channel')?.name ?? 'Channel',
          about: `${start.teamName} · ${people.length} members`,
        },
  back: () => {
    history.pushState({}, '', link({ c: undefined }));
    arrive(true);
  },
  drawn: mark,
});

function mark() {
  const { open } = place();
  const next = hint?.next;
  const there = next && next.as === me.key && next.conversation === open;
  const press = conversation.highlight(there ? next.action : undefined);
  drawHint(at('hint'), hint, { there, press, linkAs, showBehind });
}

function showBehind() {
  behind?.show(true);
  at('behind').querySelector('button').focus();
}

function drawFrame() {
  const { view, open } = place();
  const shared = {
    teamName: start.teamName,
    me,
    people,
    conversations,
    activity,
    view,
    open,
    now: clock.now(),
    link,
    linkAs,
    go,
  };
  drawRail(at('rail'), shared);
  if (view === 'activity') drawActivity(at('list'), shared);
  else drawList(at('list'), shared);
  const unread = conversations.reduce((sum, one) => sum + one.unread, 0);
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${me.name} · Teams, simulated`;
  document.body.dataset.view = view;
  document.body.dataset.pane = view in EMPTY_VIEWS || open ? 'conversation' : 'list';
  mark();
}

let switcher = drawSwitcher({ me, people, linkAs });
function drawPeople() {
  // Do not redraw an open menu under the pointer.
  if (switcher.open) return;
  const hadFocus = switcher.contains(document.activeElement);
  const drawn = drawSwitcher({ me, people, linkAs });
  switcher.replaceWith(drawn);
  switcher = drawn;
  if (hadFocus) drawn.querySelector('summary').focus();
}

/** Shows the place that the address names. `moved` means that the person navigated there, so the focus follows. */
function arrive(moved) {
  const { view, open } = place();
  drawFrame();
  if (view in EMPTY_VIEWS) {
    conversation.close();
    at('conversation').replaceChildren(h('p', { class: 'empty' }, EMPTY_VIEWS[view]));
  } else if (open && conversation.where() !== open) {
    void conversation.open(open).then(() => {
      if (moved && phone.matches) at('conversation').focus();
    });
  } else if (!open) {
    conversation.close();
    at('conversation').replaceChildren();
  }
}

at('tools').append(clock.element, ...(behind ? [behind.toggle] : []), drawThemes(), switcher);
arrive(false);
addEventListener('popstate', () => arrive(true));
phone.addEventListener('change', () => arrive(false));

// --- live updates

function take(status) {
  ({ people, conversations, hint } = { hint: undefined, ...status });
  clock.sync(status);
  drawPeople();
  drawFrame();
}

const readStatus = () => get('/sim/status').then(take, () => undefined);
setInterval(readStatus, 3_000);

listen(
  start.changes,
  (kind, payload) => {
    if (kind === 'message') conversation.hear(payload);
    if (kind === 'list') {
      conversations = conversations.map((one) => (one.id === payload.id ? payload : one));
      drawFrame();
    }
    if (kind === 'toast') {
      activity = [...activity.slice(-49), payload];
      const inSight = conversation.where() === payload.kind && document.visibilityState === 'visible';
      if (!inSight) showToast(at('toasts'), payload, { link, go });
    }
  },
  () => {
    void readStatus();
    const where = conversation.where();
    if (where) void conversation.open(where);
  },
);
document.addEventListener('visibilitychange', () => {
  const where = conversation.where();
  if (document.visibilityState === 'visible' && where) void conversation.open(where);
});
