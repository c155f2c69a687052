import { createHash } from 'node:crypto';
import { phoneLink, wordsIn } from '../../desk/client-messages/index.ts';
import type { ClientPage } from '../../model/client-page.ts';
import { html, Html } from '../../model/html.ts';
import { CLIENT_LANGUAGES } from '../../model/visit.ts';
import type { Addresses, Step } from './addresses.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Allows only our own style and script, by hash, and requests and forms to our own address. */
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

/** Must stay byte-for-byte as is, because the policy above contains the hashes. */
const OWN = new Html(`<style>${STYLE}</style><script>${SCRIPT}</script>`);

/** Without scripts, the page reloads after this many seconds to see whether the booking is done. */
const LOOK_AGAIN_S = 5;

/** The content of the frame. */
export interface Drawn {
  readonly title: string;
  readonly body: Html;
  /** Whether times are shown, which makes the browser's time zone matter. */
  readonly times: boolean;
}

/**
 * The frame of every page: the company, its phone number, and the languages. The language links lead to `here`, the
 * page itself as a GET address. The automatic refresh is inside `noscript`, because a page that reloads under a screen
 * reader is read again from the start.
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
