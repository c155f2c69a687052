import { h, icon } from './dom.js';

const SECONDS = 6;
const AT_MOST = 3;

/** The toast in the corner: it disappears by itself, stays while the pointer is on it, and never takes the focus. */
export function showToast(element, toast, o) {
  const card = h(
    'div',
    { class: 'toast' },
    h('img', { src: '/page/icon.svg', alt: '', width: 32, height: 32 }),
    h(
      'a',
      { href: o.link({ c: toast.kind, v: undefined }), onclick: o.go },
      h('strong', {}, toast.title),
      h('span', {}, toast.text),
    ),
    h(
      'button',
      { type: 'button', class: 'plain', 'aria-label': 'Dismiss', onclick: () => card.remove() },
      icon('dismiss'),
    ),
  );
  element.append(card);
  while (element.childElementCount > AT_MOST) element.firstElementChild.remove();
  const leave = () => {
    if (card.matches(':hover, :focus-within')) setTimeout(leave, 1_000);
    else card.remove();
  };
  setTimeout(leave, SECONDS * 1_000);
}
