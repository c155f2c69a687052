/** Limit on an answer's size, bytes: about ten times a month of calendars for twenty people. */
export const LARGEST_ANSWER = 4 * 1024 * 1024;

export class AnswerTooLarge extends Error {
  constructor(limit: number) {
    super(`an answer of more than ${limit} bytes`);
    this.name = 'AnswerTooLarge';
  }
}

/**
 * Reads an answer's text with a limit on memory. An answer that declares a larger size is not read at all, and one that
 * grows beyond the limit is cut off. Throws AnswerTooLarge, or the connection's error.
 */
export async function readText(response: Response, limit = LARGEST_ANSWER): Promise<string> {
  const { body } = response;
  if (body === null) return '';
  if (Number(response.headers.get('content-length') ?? 0) > limit) {
    await body.cancel();
    throw new AnswerTooLarge(limit);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (size > limit) throw new AnswerTooLarge(limit);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks, size));
}
