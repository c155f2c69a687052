import { createHash } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import { convert } from 'html-to-text';
import type { MessageRow } from './rows.ts';
import type { GraphState } from './state.ts';

const STYLE = `
:root { color-scheme: light dark; }
body { max-width: 1080px; margin: 0 auto; padding: 16px; font: 14px/20px "Segoe UI", system-ui, sans-serif; overflow-wrap: anywhere; background: light-dark(#fff, #1f1f1f); color: light-dark(#242424, #f5f5f5); }
a { color: light-dark(#0f548c, #9dc7ff); }
h1 { margin: 4px 0 12px; font-size: 20px; line-height: 28px; }
h2 { margin: 0 0 8px; font-size: 16px; }
p { margin: 0; }
.who, dt { color: light-dark(#5c5c5c, #c8c8c8); }
ol { margin: 0; padding: 0; list-style: none; }
li { padding: 8px 0; border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
dl { display: grid; grid-template-columns: minmax(72px, max-content) 1fr; gap: 4px 16px; margin: 0 0 16px; }
dd { margin: 0; }
.parts { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 16px; margin-top: 16px; }
@media (max-width: 720px) { .parts { grid-template-columns: minmax(0, 1fr); } }
iframe { width: 100%; min-height: 640px; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 4px; background: #fff; }
.text { white-space: pre-wrap; }
`;
const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
/** A mail is somebody else's page: no script, no form, nothing loaded; its links open outside of it. */
const MAIL_POLICY = [
  'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "frame-ancestors 'self'",
].join('; ');

/**
 * The simulated mailboxes as pages, `/mailbox/<address>`: whoever plays the client in the demo reads their mail here
 * and follows its links. Reads only, served on loopback alone.
 */
export function mailboxPages(app: Express, state: GraphState, timeZone: string): void {
  const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  const visible = () => [...state.messages.values()].filter((mail) => mail.visibleAt <= state.clock.now());

  function open(req: Request, res: Response): boolean {
    // A name that resolves to loopback but is not ours (DNS rebinding) reads nothing here.
    const local = ['127.0.0.1', 'localhost', '[::1]'].includes((req.headers.host ?? '').replace(/:\d+$/, ''));
    res.set({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    res.set('content-security-policy', PAGE_POLICY);
    if (!local) res.status(403).type('text').send('This page is served on loopback, to this machine.');
    return local;
  }
  const found = (req: Request): MessageRow | undefined => {
    const mail = state.messages.get(paramOf(req, 'id'));
    return mail && mail.mailbox === paramOf(req, 'address').toLowerCase() && mail.visibleAt <= state.clock.now()
      ? mail
      : undefined;
  };
  const missing = (res: Response) =>
    res.status(404).type('html').send(frame('Mailbox (simulated)', '<h1>There is no such mail.</h1>'));

  app.get('/mailbox', (req, res) => {
    if (!open(req, res)) return;
    const addresses = [...new Set(visible().map((mail) => mail.mailbox))].sort();
    const items = addresses.map((one) => `<li><a href="/mailbox/${encodeURIComponent(one)}">${escaped(one)}</a></li>`);
    const list = items.length === 0 ? '<p>No mail yet.</p>' : `<ol>${items.join('')}</ol>`;
    res.type('html').send(frame('Mailboxes (simulated)', `<h1>Mailboxes</h1>${list}`));
  });

  app.get('/mailbox/:address', (req, res) => {
    if (!open(req, res)) return;
    const { address } = req.params;
    const mails = visible()
      .filter((mail) => mail.mailbox === address.toLowerCase() && mail.folder !== 'drafts')
      .reverse();
    const items = mails.map((mail) => {
      const other = mail.folder === 'sentitems' ? `to ${mail.to.map(nameOf).join(', ')}` : `from ${nameOf(mail.from)}`;
      const href = `/mailbox/${encodeURIComponent(address)}/${encodeURIComponent(mail.id)}`;
      return `<li><a href="${escaped(href)}">${escaped(mail.subject || 'No subject')}</a><p class="who">${escaped(`${other}, ${time.format(mail.sentAt)}`)}</p></li>`;
    });
    const list =
      items.length === 0 ? '<p>No mail yet. Reload when some should have come.</p>' : `<ol>${items.join('')}</ol>`;
    res
      .type('html')
      .send(
        frame(`Mailbox of ${address}`, `<p class="who">Mailbox (simulated)</p><h1>${escaped(address)}</h1>${list}`),
      );
  });

  app.get('/mailbox/:address/:id', (req, res) => {
    if (!open(req, res)) return;
    const mail = found(req);
    if (!mail) {
      missing(res);
      return;
    }
    res.type('html').send(frame(mail.subject || 'No subject', mailHtml(mail, time.format(mail.sentAt))));
  });

  app.get('/mailbox/:address/:id/html', (req, res) => {
    if (!open(req, res)) return;
    const mail = found(req);
    if (mail?.contentType !== 'html') {
      missing(res);
      return;
    }
    // Where it says nothing else, a link of the mail leaves the frame it is shown in.
    res.set('content-security-policy', MAIL_POLICY).type('html');
    res.send(`<!doctype html><meta charset="utf-8"><base target="_top">${mail.content}`);
  });

  app.get('/mailbox/:address/:id/attachments/:n', (req, res) => {
    if (!open(req, res)) return;
    const file = found(req)?.attachments[Number(req.params.n)];
    if (!file) {
      missing(res);
      return;
    }
    res.attachment(file.name).type('application/octet-stream').send(Buffer.from(file.contentBytes, 'base64'));
  });
}

function mailHtml(mail: MessageRow, sent: string): string {
  const here = `/mailbox/${encodeURIComponent(mail.mailbox)}/${encodeURIComponent(mail.id)}`;
  const files = mail.attachments.map(
    (file, n) => `<a href="${escaped(`${here}/attachments/${n}`)}">${escaped(file.name)}</a>`,
  );
  const fields: readonly (readonly [string, string])[] = [
    ['From', escaped(addressed(mail.from))],
    ['To', escaped([...mail.to, ...mail.cc].map(addressed).join(', '))],
    ['Sent', escaped(sent)],
    ...(files.length === 0 ? [] : [['Attached', files.join(', ')] as const]),
  ];
  const text = `<p class="text">${linked(textOf(mail))}</p>`;
  return [
    `<p><a href="/mailbox/${encodeURIComponent(mail.mailbox)}">All mail of ${escaped(mail.mailbox)}</a></p>`,
    `<h1>${escaped(mail.subject || 'No subject')}</h1>`,
    `<dl>${fields.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>`,
    mail.contentType === 'html'
      ? `<div class="parts"><section><h2>The mail</h2><iframe title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation" src="${escaped(`${here}/html`)}"></iframe></section><section><h2>As text</h2>${text}</section></div>`
      : text,
  ].join('\n');
}

/** Exchange makes the text part of a mail itself: a JSON message has one body (learn.microsoft.com, message resource). */
function textOf(mail: MessageRow): string {
  return mail.contentType === 'text'
    ? mail.content
    : convert(mail.content, {
        wordwrap: false,
        selectors: [{ selector: 'a', options: { hideLinkHrefIfSameAsText: true } }],
      });
}

const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"')\]]+)/)
    .map((part, i) => (i % 2 === 1 ? `<a href="${escaped(part)}">${escaped(part)}</a>` : escaped(part)))
    .join('');

const nameOf = (one: { name: string; address: string }) => one.name || one.address;
const addressed = (one: { name: string; address: string }) => (one.name ? `${one.name} <${one.address}>` : one.address);
function paramOf(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}

function frame(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>
${body}
</main></body></html>
`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
