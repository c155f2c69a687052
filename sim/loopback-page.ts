import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/** Read-only pages, without sign-in, that show a simulated system's state to a person. */
export interface LoopbackPages {
  /** Sets the headers of every page. Returns false, after answering 403, when the request is not for this machine. */
  readonly open: (req: Request, res: Response) => boolean;
  /** Wraps a body of HTML in a whole page; `title` is plain text. */
  readonly frame: (title: string, body: string) => string;
}

/** Creates pages with this style. `more` are policy directives beyond the style. */
export function loopbackPages(style: string, more: readonly string[] = []): LoopbackPages {
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    ...more,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return {
    open(req, res) {
      const local = isForLoopback(req);
      res.set({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
      res.set('content-security-policy', policy);
      if (!local) res.status(403).type('text').send('This page is served on loopback, to this machine.');
      return local;
    },
    frame: (title, body) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${style}</style></head><body><main>
${body}
</main></body></html>
`,
  };
}

/**
 * False when the host name is not ours but resolves to loopback (DNS rebinding); such a page must read nothing here.
 */
export function isForLoopback(req: Request): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes((req.headers.host ?? '').replace(/:\d+$/, ''));
}

/** Escapes text for HTML. Always the last step, so that no typed text becomes markup. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
