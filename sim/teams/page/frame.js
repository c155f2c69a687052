import { avatar, count, h, icon, keepingFocus } from './dom.js';

const VIEWS = [
  ['activity', 'Activity', 'alert'],
  ['chat', 'Chat', 'chat'],
  ['teams', 'Teams', 'people_team'],
  ['calendar', 'Calendar', 'calendar'],
  ['mail', 'Mail', 'mail'],
];

/** The app rail of Teams. */
export function drawRail(element, o) {
  const unread = o.conversations.reduce((sum, one) => sum + one.unread, 0);
  keepingFocus(element, () =>
    element.replaceChildren(
      h(
        'ul',
        {},
        ...VIEWS.map(([view, label, name]) =>
          h(
            'li',
            {},
            h(
              'a',
              {
                href: o.link({ v: view === 'chat' ? undefined : view, c: undefined }),
                'aria-current': o.view === view ? 'page' : undefined,
                onclick: o.go,
              },
              icon(name),
              h('span', {}, label),
              view === 'chat' ? count(unread) : undefined,
            ),
          ),
        ),
      ),
    ),
  );
}

/** The person switcher: always visible; one click to become another person, or a new tab to play both. */
export function drawSwitcher(o) {
  const { me, people } = o;
  const switcher = h(
    'details',
    { class: 'menu switcher' },
    h(
      'summary',
      {},
      h('span', { class: 'sr' }, 'You are '),
      avatar(me.name),
      h('span', { class: 'who' }, h('span', { class: 'name' }, me.name), h('span', { class: 'role' }, me.role)),
    ),
    h(
      'nav',
      { class: 'sheet', 'aria-label': 'Be somebody else' },
      h('p', {}, 'See it as'),
      h('ul', {}, ...people.map((person) => personLink(person, o))),
    ),
  );
  return closeOutside(switcher);
}

function personLink(person, o) {
  return h(
    'li',
    {},
    h(
      'a',
      { href: o.linkAs(person.key), 'aria-current': person.key === o.me.key ? 'true' : undefined },
      avatar(person.name),
      h('span', { class: 'who' }, h('span', { class: 'name' }, person.name), h('span', { class: 'role' }, person.role)),
      count(person.unread),
    ),
  );
}

export function drawThemes() {
  const themes = [
    ['', 'As the system'],
    ['light', 'Light'],
    ['dark', 'Dark'],
    ['contrast', 'High contrast'],
  ];
  const chosen = () => document.documentElement.dataset.theme ?? '';
  const choose = (theme) => {
    if (theme === '') {
      delete document.documentElement.dataset.theme;
      localStorage.removeItem('theme');
    } else {
      document.documentElement.dataset.theme = theme;
      localStorage.setItem('theme', theme);
    }
    for (const button of menu.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.value === chosen()));
    }
  };
  const menu = h(
    'details',
    { class: 'menu themes' },
    h('summary', { 'aria-label': 'Theme', title: 'Theme' }, icon('dark_theme')),
    h(
      'div',
      { class: 'sheet' },
      ...themes.map(([value, label]) =>
        h(
          'button',
          {
            type: 'button',
            class: 'plain',
            value,
            'aria-pressed': String(value === chosen()),
            onclick: () => choose(value),
          },
          label,
        ),
      ),
    ),
  );
  return closeOutside(menu);
}

/** Closes a menu on Escape or on a click outside it. */
function closeOutside(menu) {
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  document.addEventListener('pointerdown', (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
  return menu;
}

/**
 * Shows one sentence about the current situation and one thing to try next. `there` is true when the visitor already
 * plays the right person in the right conversation; `press` is the text of the highlighted button.
 */
export function drawHint(element, hint, { there, press, linkAs, showBehind }) {
  element.hidden = !hint;
  if (!hint) return;
  // Redraw only when the text changes, so that a link does not disappear under a finger or lose the focus.
  const words = JSON.stringify([hint, there, press]);
  if (element.dataset.words === words) return;
  element.dataset.words = words;
  const { sentence, next } = hint;
  element.replaceChildren(icon('lightbulb'), h('p', {}, sentence), ...(next ? [whatToDo()] : []));

  function whatToDo() {
    if (next.opens === 'behind') {
      return h('button', { type: 'button', class: 'button try-next', onclick: showBehind }, next.text);
    }
    if (next.href) {
      return h('a', { class: 'button try-next', href: next.href, target: '_blank', rel: 'noopener' }, next.text);
    }
    if (!there) return h('a', { class: 'button try-next', href: linkAs(next.as, next.conversation) }, next.text);
    if (next.action) return press ? h('p', { class: 'do-it' }, `Now press “${press}”.`) : '';
    return h('p', { class: 'do-it' }, `${next.text}.`);
  }
}
