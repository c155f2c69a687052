import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/** Pages on which somebody looks at a simulated system with their own eyes: they read only, and nobody signs in. */
export interface LoopbackPages {
  /** Sets what each page is sent with. False, and answered: the request is not for this machine. */
  readonly open: (req: Request, res: Response) => boolean;
  /** A whole page around a body of HTML; `title` is text. */
  readonly frame: (title: string, body: string) => string;
}

/** Pages in this style. `more` are the policy's own lines beside "nothing but the style". */
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

/** False for a name that resolves to loopback but is not ours (DNS rebinding): it reads nothing here. */
export function isForLoopback(req: Request): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes((req.headers.host ?? '').replace(/:\d+$/, ''));
}

/** The last step before the page, always: nothing that somebody typed becomes markup. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
