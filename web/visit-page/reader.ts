import type { Request } from 'express';
import { z } from 'zod';
import { firstKnown } from '../../desk/client-messages/index.ts';
import type { ClientReader } from '../../model/client-page.ts';

const query = z.object({
  zone: z.string().max(64).optional().catch(undefined),
  lang: z.string().max(16).optional().catch(undefined),
});

/**
 * The reader's language and time zone, from the address and the browser. A language in the address takes precedence
 * over the browser's.
 */
export function readerOf(req: Request): ClientReader {
  const { zone, lang } = query.parse(req.query);
  const language = firstKnown([...(lang === undefined ? [] : [lang]), ...req.acceptsLanguages()]);
  return {
    ...(zone === undefined ? {} : { timeZone: zone }),
    ...(language === undefined ? {} : { language }),
  };
}
