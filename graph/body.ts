/** The largest answer that is read, bytes: twenty people's month of calendars is a tenth of it. */
export const LARGEST_ANSWER = 4 * 1024 * 1024;

export class AnswerTooLarge extends Error {
  constructor(limit: number) {
    super(`an answer of more than ${limit} bytes`);
    this.name = 'AnswerTooLarge';
  }
}

/**
 * The text of an answer, in memory only as far as the limit: what says it is larger is not read, and what grows
 * beyond it is cut off. Throws AnswerTooLarge, or what broke the connection.
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
