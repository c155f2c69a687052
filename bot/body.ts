import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

/** Activities are a few kB: docs/platform/teams.md, “A message ends at about 100 KB”. */
export const BODY_LIMIT = 256 * 1024;

/**
 * Reads a JSON body. The content type is asked for because a browser cannot send it to another site without asking
 * first: a web page cannot talk to the local mode behind somebody's back.
 */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) {
    throw new Refusal(400, 'INPUT_INVALID', 'The content type must be application/json.');
  }
  if (Number(req.headers['content-length'] ?? 0) > BODY_LIMIT) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // The stream is left open after a refusal: Node then drains it, and the caller hears the answer instead of a reset.
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
