import type { Express, Request, Response } from 'express';
import { convert } from 'html-to-text';
import { escaped } from '../loopback-page.ts';
import { frame, openPage } from './page-frame.ts';
import type { MessageRow } from './rows.ts';
import type { GraphState } from './state.ts';

/** A mail is untrusted content: no scripts, no forms, nothing loaded; its links open outside the frame. */
const MAIL_POLICY = [
  'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "frame-ancestors 'self'",
].join('; ');

/**
 * Web pages for the simulated mailboxes, `/mailbox/<address>`. The demo's user plays the client there, reads the mails
 * and follows their links. Read-only, served on loopback only.
 */
export function mailboxPages(app: Express, state: GraphState, timeZone: string): void {
  const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone });
  const visible = () => [...state.messages.values()].filter((mail) => mail.visibleAt <= state.clock.now());

  const found = (req: Request): MessageRow | undefined => {
    const mail = state.messages.get(paramOf(req, 'id'));
    return mail && mail.mailbox === paramOf(req, 'address').toLowerCase() && mail.visibleAt <= state.clock.now()
      ? mail
      : undefined;
  };
  const missing = (res: Response) =>
    res.status(404).type('html').send(frame('Mailbox (simulated)', '<h1>There is no such mail.</h1>'));

  app.get('/mailbox', (req, res) => {
    if (!openPage(req, res)) return;
    const addresses = [...new Set(visible().map((mail) => mail.mailbox))].sort();
    const items = addresses.map((one) => `<li><a href="/mailbox/${encodeURIComponent(one)}">${escaped(one)}</a></li>`);
    const list = items.length === 0 ? '<p>No mail yet.</p>' : `<ol>${items.join('')}</ol>`;
    res.type('html').send(frame('Mailboxes (simulated)', `<h1>Mailboxes</h1>${list}`));
  });

  app.get('/mailbox/:address', (req, res) => {
    if (!openPage(req, res)) return;
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
    if (!openPage(req, res)) return;
    const mail = found(req);
    if (!mail) {
      missing(res);
      return;
    }
    res.type('html').send(frame(mail.subject || 'No subject', mailHtml(mail, time.format(mail.sentAt))));
  });

  app.get('/mailbox/:address/:id/html', (req, res) => {
    if (!openPage(req, res)) return;
    const mail = found(req);
    if (mail?.contentType !== 'html') {
      missing(res);
      return;
    }
    // By default, the mail's links open outside the frame.
    res.set('content-security-policy', MAIL_POLICY).type('html');
    res.send(`<!doctype html><meta charset="utf-8"><base target="_top">${mail.content}`);
  });

  app.get('/mailbox/:address/:id/attachments/:n', (req, res) => {
    if (!openPage(req, res)) return;
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

/** The plain-text part that Exchange derives: a JSON message has one body (learn.microsoft.com, message resource). */
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
