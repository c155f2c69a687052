import type { ClientMessageView } from '../../model/client-page.ts';
import { html, Html } from '../../model/html.ts';
import { wordsIn } from './languages.ts';
import type { ClientMessage } from './message.ts';
import { phoneLink } from './phone.ts';

/**
 * Styles for mail programs that support dark mode; the others use the inline styles, which are complete. The colours
 * are Teams' own (docs/platform/teams.md, “Teams publishes its colours”). Outlook for Windows renders mails with Word,
 * so the layout uses tables, and padding only on cells.
 */
const STYLE = new Html(`
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .back { background: #1f1f1f !important; }
  .sheet { background: #292929 !important; border-color: #525252 !important; }
  .text { color: #ffffff !important; }
  .quiet { color: #d6d6d6 !important; }
  .rule { border-color: #525252 !important; }
  .link { color: #a6a9ff !important; }
}
@media (max-width: 480px) {
  .name, .value { display: block !important; width: auto !important; }
  .name { padding-bottom: 0 !important; border: 0 !important; }
  .value { padding-top: 0 !important; padding-left: 0 !important; border-top: 0 !important; }
}`);
const FONT = "font-family: 'Segoe UI', -apple-system, BlinkMacSystemFont, Roboto, Helvetica, Arial, sans-serif";

/** A message as HTML for a mail: one column of at most 600 px, without remote content or read tracking. */
export function mailHtml(message: ClientMessage, view: ClientMessageView): string {
  const words = wordsIn(view.language);
  const { subject, hello, paragraphs, facts, button, join } = message;
  const paragraph = (text: string) =>
    html`<p class="text" style="margin: 0 0 16px; color: #242424; ${FONT}; font-size: 16px; line-height: 24px">
      ${text}
    </p>`;
  const call = html`${words.questionsCall}
    <a class="link" href="${phoneLink(view.phone)}" style="color: #4f52b2; white-space: nowrap">${view.phone}</a>`;
  return html`<!doctype html>
    <html lang="${view.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${subject}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body class="back" style="margin: 0; padding: 0; background: #f5f5f5">
        <table
          role="presentation"
          width="100%"
          cellpadding="0"
          cellspacing="0"
          border="0"
          class="back"
          style="background: #f5f5f5"
        >
          <tr>
            <td align="center" style="padding: 24px 12px">
              <table
                role="presentation"
                width="600"
                cellpadding="0"
                cellspacing="0"
                border="0"
                class="sheet"
                style="width: 100%; max-width: 600px; background: #ffffff; border: 1px solid #e0e0e0; border-radius: 8px"
              >
                <tr>
                  <td align="left" style="padding: 28px 24px">
                    <p
                      class="quiet"
                      style="margin: 0 0 20px; color: #616161; ${FONT}; font-size: 14px; line-height: 20px; font-weight: 600"
                    >
                      ${view.company}
                    </p>
                    ${paragraph(hello)} ${paragraphs.map(paragraph)} ${factTable(facts)}
                    ${join && html`<p style="margin: 0 0 16px; ${FONT}; font-size: 16px; line-height: 24px"><a class="link" href="${join.link}" style="color: #4f52b2">${join.text}</a></p>`}
                    ${button && buttonOf(button, words.mail.orOpen)}
                    <p
                      class="text"
                      style="margin: 0 0 16px; color: #242424; ${FONT}; font-size: 16px; line-height: 24px"
                    >
                      ${call}
                    </p>
                    <p class="text" style="margin: 0; color: #242424; ${FONT}; font-size: 16px; line-height: 24px">
                      ${words.mail.regards}<br />${view.company}
                    </p>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `.text;
}

function factTable(facts: ClientMessage['facts']): Html {
  const cell = `padding: 10px 0; border-top: 1px solid #e0e0e0; vertical-align: top; ${FONT}; font-size: 16px; line-height: 24px`;
  // <bdi> keeps right-to-left text from reordering the text beside it.
  const rows = facts.map(
    ({ name, value, note }) =>
      html`<tr>
        <td class="name quiet rule" width="104" style="width: 104px; color: #616161; ${cell}">${name}</td>
        <td class="value text rule" style="color: #242424; padding-left: 12px; overflow-wrap: anywhere; ${cell}">
          <bdi>${value}</bdi>${
            note !== undefined &&
            html`<br /><span class="quiet" style="color: #616161; font-size: 14px; line-height: 20px">${note}</span>`
          }
        </td>
      </tr>`,
  );
  return html`<table
    role="presentation"
    width="100%"
    cellpadding="0"
    cellspacing="0"
    border="0"
    style="margin: 4px 0 20px"
  >
    ${rows}
  </table>`;
}

function buttonOf({ text, link }: { readonly text: string; readonly link: string }, orOpen: string): Html {
  return html`<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin: 0 0 12px">
      <tr>
        <td align="center" bgcolor="#4f52b2" style="background: #4f52b2; border-radius: 4px; padding: 12px 24px">
          <a
            href="${link}"
            style="color: #ffffff; text-decoration: none; ${FONT}; font-size: 16px; line-height: 24px; font-weight: 600"
            >${text}</a
          >
        </td>
      </tr>
    </table>
    <p
      class="quiet"
      style="margin: 0 0 20px; color: #616161; ${FONT}; font-size: 12px; line-height: 16px; overflow-wrap: anywhere; word-break: break-all"
    >
      ${orOpen} <a class="link" href="${link}" style="color: #4f52b2">${link}</a>
    </p>`;
}
