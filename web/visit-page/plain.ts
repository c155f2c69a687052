import { wordsIn } from '../../desk/client-messages/index.ts';
import type { ClientPage } from '../../model/client-page.ts';
import { html, type Html } from '../../model/html.ts';
import type { Addresses } from './addresses.ts';
import { aboutBox } from './facts.ts';
import type { Drawn } from './frame.ts';

type Plain = Extract<ClientPage, { is: 'wishes' | 'cancelled' | 'over' | 'no-link' | 'try-again' }>;

/**
 * Draws pages with a single message. Those for invalid links reveal nothing about a visit, not even whether one exists.
 */
export function drawPlain(page: Plain, at: Addresses): Drawn {
  const words = wordsIn(page.language);
  const { page: says } = words;
  const drawn = (title: string, text: string, more?: Html): Drawn => ({
    title,
    body: html`${'facts' in page && html`<p class="eyebrow">${says.title[page.facts.kind]}</p>`}
      <h1>${title}</h1>
      <p>${text}</p>
      ${more}`,
    times: false,
  });
  switch (page.is) {
    case 'wishes':
      return drawn(says.wishesTitle, says.wishesText, aboutBox(page.facts, words));
    case 'cancelled':
      return drawn(says.cancelledTitle, says.cancelledText, aboutBox(page.facts, words));
    case 'over':
      return drawn(says.overTitle, says.overText, aboutBox(page.facts, words));
    case 'no-link':
      return drawn(says.noLinkTitle, says.noLink[page.why]);
    case 'try-again': {
      const again = html`<div class="actions">
        <a class="button primary" href="${at.to('', page)}">${says.again}</a>
      </div>`;
      return drawn(says.tryTitle, says.tryText, again);
    }
  }
}
