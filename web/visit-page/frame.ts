import { createHash } from 'node:crypto';
import { phoneLink, wordsIn } from '../../desk/client-messages/index.ts';
import type { ClientPage } from '../../model/client-page.ts';
import { html, Html } from '../../model/html.ts';
import { CLIENT_LANGUAGES } from '../../model/visit.ts';
import type { Addresses, Step } from './addresses.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Our own style and script by their hashes, our own address to send forms to and to look again; nothing else. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(STYLE)}`,
  `script-src ${hashOf(SCRIPT)}`,
  "connect-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** As one piece, to the letter: the policy above knows them by their hashes. */
const OWN = new Html(`<style>${STYLE}</style><script>${SCRIPT}</script>`);

/** Seconds after which a page without scripts looks whether the booking is done. */
const LOOK_AGAIN_S = 5;

/** What stands in the frame. */
export interface Drawn {
  readonly title: string;
  readonly body: Html;
  /** Whether times are shown: then the browser's zone matters. */
  readonly times: boolean;
}

/**
 * The frame of every page: who writes, how to call, and the languages. The language list leads to `here`, the page itself
 * as a plain address. Refreshing without scripts hides in `noscript`: a page that reloads under a screen reader starts over.
 */
export function frame(page: ClientPage, { title, body, times }: Drawn, at: Addresses, here: Step): string {
  const { language, timeZone, company, phone } = page;
  const words = wordsIn(language);
  const call = phone !== '' && html`<a href="${phoneLink(phone)}">${phone}</a>`;
  const languages = CLIENT_LANGUAGES.map((one) => {
    const current = one === language && html` aria-current="true"`;
    return html`<li>
      <a href="${at.to(here, { language: one, timeZone })}" lang="${one}" hreflang="${one}" ${current}
        >${wordsIn(one).name}</a
      >
    </li>`;
  });
  return html`<!doctype html>
    <html lang="${language}" data-page="${page.is}" data-zone="${timeZone}" ${times && html` data-times="yes"`}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>${title}${company !== '' && ` · ${company}`}</title>
        <link rel="icon" href="data:," />
        ${OWN}
        ${page.is === 'booking' && html`<noscript><meta http-equiv="refresh" content="${LOOK_AGAIN_S}" /></noscript>`}
      </head>
      <body>
        <header><span class="company">${company}</span>${call}</header>
        <main><div class="sheet">${body}</div></main>
        <footer>
          ${call && html`<p>${words.questionsCall} ${call}</p>`}
          <nav aria-label="${words.page.language}">
            <ul>
              ${languages}
            </ul>
          </nav>
        </footer>
      </body>
    </html> `.text;
}
