/**
 * Makes an element. Text always goes in as text, so nothing that people write can become markup.
 * `props`: attributes; `onclick` and the like are listeners; false and undefined leave an attribute out.
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

/** A Fluent icon, drawn as a mask so that it takes the colour of the text. The words beside it name it. */
export function icon(name) {
  return h('span', { class: `icon icon-${name}`, 'aria-hidden': 'true' });
}

export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? '?') + (words.length > 1 ? words.at(-1)[0] : '')).toUpperCase();
}

/** Initials in a circle; the same person has the same colour. */
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

/** Draws anew and gives the focus back to the link that had it, by its words' place. */
export function keepingFocus(element, draw) {
  const links = [...element.querySelectorAll('a')];
  const index = links.indexOf(document.activeElement);
  draw();
  if (index >= 0) element.querySelectorAll('a')[index]?.focus();
}
