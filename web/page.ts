import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';

/** The content of the root page: what this server is, and where to look next. Plain text; escaped when rendered. */
export interface RootPage {
  readonly title: string;
  readonly lines: readonly string[];
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

/** The privacy statement and the terms of use that the app's manifest links to. */
const PRIVACY =
  'Callboard keeps tickets, clients, and the names, mail addresses and skills of the people who work with it, in a ' +
  'database of whoever operates this server, to decide who should take a ticket and to show why. It sends them to nobody ' +
  'but Microsoft Teams and the PSA they came from. Ask your administrator to see or erase what is kept of you.';
const TERMS = 'Callboard is free software under the MIT licence, without warranty; your own organisation operates it.';

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/24px "Segoe UI", system-ui, sans-serif; max-width: 40rem; margin: 12vh auto 0; padding: 0 24px; }
h1 { font-size: 24px; line-height: 32px; font-weight: 600; margin: 0 0 12px; }
h2 { font-size: 16px; line-height: 24px; font-weight: 600; margin: 32px 0 4px; }
p, ul { margin: 0 0 12px; padding: 0; }
li { list-style: none; margin: 0 0 8px; }
a { color: LinkText; }
`;
const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** The page shown when somebody opens the server's address in a browser. */
export function rootPage(page: RootPage): RequestHandler {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escape(page.title)}</h1>
${page.lines.map((line) => `<p>${escape(line)}</p>`).join('\n')}
<ul>${page.links.map((link) => `<li><a href="${escape(link.href)}">${escape(link.text)}</a></li>`).join('')}</ul>
<h2 id="privacy">Privacy</h2><p>${PRIVACY}</p>
<h2 id="terms">Terms of use</h2><p>${TERMS}</p>
</main></body></html>
`;
  return (_req, res) => {
    const csp = `default-src 'none'; style-src ${STYLE_HASH}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
    res.set('content-security-policy', csp).type('html').send(html);
  };
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
