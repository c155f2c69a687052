import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Slot } from '../../../model/visit.ts';
import type { VisitLinks } from '../../ports/links.ts';

/** Bytes of the signature in the link: 128 bits cannot be guessed and keep the link on one line. */
const SIGNED = 16;
const LONGEST = 2_000;

const slotShape: z.ZodType<Slot> = z.object({
  start: z.number(),
  end: z.number(),
  beforeMinutes: z.number(),
  afterMinutes: z.number(),
  personIds: z.array(z.string()),
  others: z
    .array(z.object({ personId: z.string(), beforeMinutes: z.number(), afterMinutes: z.number() }))
    .exactOptional(),
});

/** `secret`: at least 32 random bytes. A new secret invalidates all existing links. `pageUrl` ends before the token. */
export function visitLinks(secret: string, pageUrl: () => string): VisitLinks {
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', secret).update(`${purpose}\n${text}`).digest().subarray(0, SIGNED);
  const seal = (purpose: string, text: string, bound: string) =>
    `${Buffer.from(text).toString('base64url')}.${sign(purpose, `${bound}\n${text}`).toString('base64url')}`;
  const unseal = (purpose: string, sealed: string, bound: string) => {
    if (sealed.length > LONGEST) return undefined;
    const [body = '', signature = '', ...more] = sealed.split('.');
    const text = Buffer.from(body, 'base64url').toString();
    const given = Buffer.from(signature, 'base64url');
    const good = sign(purpose, `${bound}\n${text}`);
    // Base64 has several spellings; only the one we write is accepted.
    const ours = more.length === 0 && given.length === SIGNED && timingSafeEqual(given, good);
    return ours && seal(purpose, text, bound) === sealed ? text : undefined;
  };
  const boundTo = (of: { visitId: string; link: number }) => `${of.visitId}:${of.link}`;
  return {
    link: ({ visitId, link, until }) => `${pageUrl()}${seal('link', [visitId, link, until].join('|'), '')}`,
    read(token) {
      const parts = unseal('link', token, '')?.split('|');
      if (parts?.length !== 3) return undefined;
      const [visitId = '', link, until] = parts;
      return { visitId, link: Number(link), until: Number(until) };
    },
    slotValue: (of, { start, end, beforeMinutes, afterMinutes, personIds, others }) =>
      seal('slot', JSON.stringify({ start, end, beforeMinutes, afterMinutes, personIds, others }), boundTo(of)),
    readSlot(of, value) {
      const text = unseal('slot', value, boundTo(of));
      // We signed it, so it has the shape that we gave it.
      return text === undefined ? undefined : slotShape.parse(JSON.parse(text));
    },
  };
}
