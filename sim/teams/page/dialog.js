import { act } from './api.js';
import { drawCard } from './card.js';
import { h, icon } from './dom.js';

const WIDTHS = { small: 360, medium: 480, large: 640 };

/**
 * Shows the response to a task/fetch and to each submit, until the dialog closes. Resolves to the text for the card
 * below.
 */
export function openDialog(message, first) {
  const element = document.getElementById('dialog');
  return new Promise((resolve) => {
    let last;
    const done = () => resolve(last);
    element.addEventListener('close', done, { once: true });
    const show = (dialog) => {
      const body = drawCard(dialog.card, async (pressed) => {
        const answer = await act({ do: 'submitDialog', message, data: pressed.data });
        if (answer.kind === 'failed') return { text: answer.text, failed: true };
        if (answer.kind === 'dialog') {
          show(answer.dialog);
          return undefined;
        }
        if (answer.kind === 'message') last = { text: answer.text };
        element.close();
        return undefined;
      });
      element.style.width = `${typeof dialog.width === 'number' ? dialog.width : (WIDTHS[dialog.width] ?? 480)}px`;
      element.replaceChildren(
        h(
          'header',
          {},
          h('h2', { id: 'dialog-title' }, dialog.title || 'Callboard'),
          h(
            'button',
            { class: 'plain', type: 'button', 'aria-label': 'Close', onclick: () => element.close() },
            icon('dismiss'),
          ),
        ),
        body,
      );
      (body.querySelector('input, select, textarea') ?? body.querySelector('button'))?.focus();
    };
    show(first);
    if (!element.open) element.showModal();
    element.querySelector('.card input, .card select, .card textarea, .card button')?.focus();
  });
}
