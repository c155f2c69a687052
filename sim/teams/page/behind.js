import { get } from './api.js';
import { h, icon } from './dom.js';

/** Shows the current state of the PSA and the other systems; collapsed until opened. */
export function createBehind(element) {
  let timer;
  const body = h('div', { class: 'behind-body' });
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'plain behind-toggle',
      'aria-expanded': 'false',
      'aria-controls': 'behind',
      onclick: () => show(element.hidden),
    },
    icon('eye'),
    h('span', {}, 'Behind the scenes'),
  );
  element.append(
    h(
      'header',
      {},
      h('h2', {}, 'Behind the scenes'),
      h(
        'button',
        { type: 'button', class: 'plain', 'aria-label': 'Close', onclick: () => show(false) },
        icon('dismiss'),
      ),
    ),
    body,
  );

  function show(open) {
    element.hidden = !open;
    toggle.setAttribute('aria-expanded', String(open));
    clearInterval(timer);
    if (!open) {
      toggle.focus();
      return;
    }
    void draw();
    timer = setInterval(draw, 2_000);
  }

  async function draw() {
    const { sections } = await get('/sim/behind').catch(() => ({ sections: undefined }));
    if (!sections) {
      body.replaceChildren(h('p', { class: 'empty' }, 'The simulator does not answer. Is it still running?'));
      return;
    }
    const top = body.parentElement.scrollTop;
    body.replaceChildren(...sections.map(section));
    if (sections.length === 0)
      body.append(h('p', { class: 'empty' }, 'Nothing to show: no other system is part of this run.'));
    body.parentElement.scrollTop = top;
  }

  return { toggle, show };
}

function section({ title, note, columns, rows }) {
  return h(
    'section',
    {},
    h('h3', {}, title),
    note ? h('p', { class: 'note' }, note) : undefined,
    rows.length === 0
      ? h('p', { class: 'empty' }, 'Empty.')
      : h(
          'div',
          { class: 'table', tabindex: '0', role: 'region', 'aria-label': title },
          h(
            'table',
            {},
            h('thead', {}, h('tr', {}, ...columns.map((column) => h('th', { scope: 'col' }, column)))),
            h('tbody', {}, ...rows.map(row)),
          ),
        ),
  );
}

function row({ cells, href, fresh }) {
  return h(
    'tr',
    { class: fresh ? 'fresh' : undefined },
    ...cells.map((cell, i) =>
      h(
        'td',
        {},
        href && i === 0 ? h('a', { href, target: '_blank', rel: 'noopener' }, cell) : cell,
        fresh && i === 0 ? h('span', { class: 'just' }, 'just written') : undefined,
      ),
    ),
  );
}
