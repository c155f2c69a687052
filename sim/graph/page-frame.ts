import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/** What the pages share on which somebody looks at the simulated Microsoft 365 with their own eyes. */
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

/** Sets what each page is sent with. False, and answered: a name that resolves to loopback but is not ours (DNS rebinding). */
export function openPage(req: Request, res: Response): boolean {
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes((req.headers.host ?? '').replace(/:\d+$/, ''));
  res.set({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
  res.set('content-security-policy', PAGE_POLICY);
  if (!local) res.status(403).type('text').send('This page is served on loopback, to this machine.');
  return local;
}

/** A whole page around a body of HTML; `title` is text. */
export function frame(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>
${body}
</main></body></html>
`;
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
