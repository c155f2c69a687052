import { get } from './api.js';
import { h } from './dom.js';
import { safeMarkdown } from './markdown.js';

const { AdaptiveCard, HostConfig, OpenUrlAction, SubmitAction, ExecuteAction } = globalThis.AdaptiveCards;

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = safeMarkdown(text);
  result.didProcess = true;
};

const config = new HostConfig(await get('/host-config.json'));

/**
 * Draws a card. `act` receives the pressed action (`{kind: 'execute' | 'submit' | 'openDialog', …}`) and returns the
 * text to show under the card, if any. Buttons are disabled until it returns, so that a double tap counts once.
 */
export function drawCard(json, act) {
  const card = new AdaptiveCard();
  card.hostConfig = config;
  const note = h('p', { class: 'answer', role: 'status' });
  const frame = h('div', { class: 'card' });
  const busy = (on) => {
    frame.classList.toggle('busy', on);
    frame.inert = on;
  };
  card.onExecuteAction = async (action) => {
    if (action instanceof OpenUrlAction) {
      if (/^(https?|mailto):/i.test(action.url ?? '')) window.open(action.url, '_blank', 'noopener,noreferrer');
      return;
    }
    const pressed = read(action);
    if (!pressed) return;
    note.textContent = '';
    note.classList.remove('failed');
    busy(true);
    const answer = await act(pressed);
    busy(false);
    if (!answer) return;
    note.textContent = answer.text;
    note.classList.toggle('failed', answer.failed === true);
  };
  // Scrolls a part that expands below the window into view, but keeps the pressed button visible.
  frame.addEventListener(
    'click',
    (event) => {
      const height = frame.offsetHeight;
      const button = event.target.closest('button');
      requestAnimationFrame(() => {
        sayWhatIsOpen(frame);
        const window = frame.closest('.scroll')?.getBoundingClientRect();
        if (!button || !window || frame.offsetHeight <= height) return;
        const below = frame.getBoundingClientRect().bottom - window.bottom + 8;
        const room = button.getBoundingClientRect().top - window.top - 8;
        if (below > 0) frame.closest('.scroll').scrollBy({ top: Math.min(below, room) });
      });
    },
    { capture: true },
  );
  try {
    card.parse(json);
    const drawn = card.render();
    if (drawn) frame.append(drawn);
    labelGroups(frame);
    ownIds(frame);
    sayWhatIsOpen(frame);
  } catch (error) {
    console.error(error);
  }
  if (!frame.firstChild) frame.append(h('p', { class: 'empty' }, 'This card cannot be shown.'));
  return h('div', { class: 'card-and-answer' }, frame, note);
}

function read(action) {
  const data = typeof action.data === 'object' && action.data !== null ? action.data : {};
  if (action instanceof ExecuteAction) {
    return {
      kind: 'execute',
      data,
      ...(action.verb ? { verb: action.verb } : {}),
      ...(action.id ? { id: action.id } : {}),
    };
  }
  if (!(action instanceof SubmitAction)) return undefined;
  return { kind: data.msteams?.type === 'task/fetch' ? 'openDialog' : 'submit', data };
}

let cards = 0;

/** Cards of one layout share the ids of their expandable parts; on the page each part needs a unique id. */
function ownIds(frame) {
  cards += 1;
  for (const button of frame.querySelectorAll('button[aria-controls]')) {
    const id = button.getAttribute('aria-controls');
    const part = frame.querySelector(`[id="${CSS.escape(id)}"]`);
    if (!part) continue;
    part.id = `card-${cards}-${id}`;
    button.setAttribute('aria-controls', part.id);
  }
}

/** The renderer sets aria-expanded on the expanded part; screen readers expect it on the button. */
function sayWhatIsOpen(frame) {
  for (const button of frame.querySelectorAll('button[aria-controls]')) {
    const part = frame.querySelector(`[id="${CSS.escape(button.getAttribute('aria-controls'))}"]`);
    if (!part) continue;
    part.removeAttribute('aria-expanded');
    button.setAttribute('aria-expanded', String(part.style.display !== 'none'));
  }
}

/** When the card names no label, the renderer draws some fields without an accessible name. */
function labelGroups(frame) {
  for (const field of frame.querySelectorAll('input, select, textarea')) {
    const named = field.labels?.length > 0 || field.hasAttribute('aria-label') || field.hasAttribute('aria-labelledby');
    if (!named) field.setAttribute('aria-label', field.placeholder || 'Field');
  }
}
