/**
 * Creates an element. Children that are text stay text, so nothing people write can become markup. `props` are
 * attributes; `onclick` and the like add listeners; false and undefined omit the attribute.
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return element;
}

/** A Fluent icon, drawn as a mask so that it inherits the text colour. The text beside it is its label. */
export function icon(name) {
  return h('span', { class: `icon icon-${name}`, 'aria-hidden': 'true' });
}

export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? '?') + (words.length > 1 ? words.at(-1)[0] : '')).toUpperCase();
}

/** Initials in a circle; a person always has the same colour. */
export function avatar(name, kind = 'person') {
  const hue = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6;
  if (kind === 'bot') return h('img', { class: 'avatar bot', src: '/page/icon.svg', alt: '', width: 32, height: 32 });
  if (kind === 'channel') return h('span', { class: 'avatar channel', 'aria-hidden': 'true' }, icon('number_symbol'));
  return h('span', { class: `avatar hue-${hue}`, 'aria-hidden': 'true' }, initials(name));
}

export function count(n) {
  return n > 0
    ? h('span', { class: 'count' }, n > 99 ? '99+' : String(n), h('span', { class: 'sr' }, ' unread'))
    : undefined;
}

/** Redraws and restores the focus to the link at the same position. */
export function keepingFocus(element, draw) {
  const links = [...element.querySelectorAll('a')];
  const index = links.indexOf(document.activeElement);
  draw();
  if (index >= 0) element.querySelectorAll('a')[index]?.focus();
}
