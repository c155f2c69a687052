import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';

/** What the root page says: what this is, and where to look next. Plain text; escaped here. */
export interface RootPage {
  readonly title: string;
  readonly lines: readonly string[];
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/24px "Segoe UI", system-ui, sans-serif; max-width: 40rem; margin: 12vh auto 0; padding: 0 24px; }
h1 { font-size: 24px; line-height: 32px; font-weight: 600; margin: 0 0 12px; }
p, ul { margin: 0 0 12px; padding: 0; }
li { list-style: none; margin: 0 0 8px; }
a { color: LinkText; }
`;
const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** The page somebody finds who opens the server's address in a browser. */
export function rootPage(page: RootPage): RequestHandler {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(page.title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escape(page.title)}</h1>
${page.lines.map((line) => `<p>${escape(line)}</p>`).join('\n')}
<ul>${page.links.map((link) => `<li><a href="${escape(link.href)}">${escape(link.text)}</a></li>`).join('')}</ul>
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
