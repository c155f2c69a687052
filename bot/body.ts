import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

/** Activities are a few kB: docs/platform/teams.md, “A message ends at about 100 KB”. */
export const BODY_LIMIT = 256 * 1024;

/**
 * Reads a JSON body. It insists on the content type because browsers send a CORS preflight before they post JSON to
 * another site. That keeps web pages from calling the local mode without the user's knowledge.
 *
 * @throws Refusal with status 400 or 413.
 */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) {
    throw new Refusal(400, 'INPUT_INVALID', 'The content type must be application/json.');
  }
  if (Number(req.headers['content-length'] ?? 0) > BODY_LIMIT) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // The stream stays open after a refusal so that Node drains it and the caller receives the answer, not a reset.
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    throw new Refusal(400, 'INPUT_INVALID', 'The body is not JSON.');
  }
}

function tooLarge(): Refusal {
  return new Refusal(413, 'INPUT_TOO_LARGE', `The body is larger than ${BODY_LIMIT} bytes.`);
}
