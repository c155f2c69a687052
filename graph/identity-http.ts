import type { TokenCredentialOptions } from '@azure/identity';
import type { Clock } from '../model/clock.ts';
import { PUBLIC_CLOUD } from '../model/cloud.ts';
import { withDeadline } from '../model/deadline.ts';
import { readText } from './body.ts';

type HttpClient = NonNullable<TokenCredentialOptions['httpClient']>;
type PipelineResponse = Awaited<ReturnType<HttpClient['sendRequest']>>;

const ANSWER_WITHIN_MS = 10_000;
const LARGEST = 256 * 1024;
const ENTRA = PUBLIC_CLOUD.login;

/** Entra's last answer, for an error that says more than "no token". */
export interface LastAnswer {
  /** Whether any request was sent. If not, the problem is local: a key or file that cannot be read. */
  asked?: true;
  status?: number;
  text?: string;
}

/**
 * Runs @azure/identity on our own fetch and clock, so that a hanging Entra hits a deadline and virtual time works.
 * `loginUrl` is Entra's real address: a national cloud, or a simulator on this machine (MSAL itself refuses http).
 */
export function identityHttp(
  o: { readonly fetch: typeof fetch; readonly clock: Clock; readonly loginUrl: string },
  last: LastAnswer,
): HttpClient {
  return {
    async sendRequest(request) {
      const url = request.url.startsWith(`${ENTRA}/`) ? o.loginUrl + request.url.slice(ENTRA.length) : request.url;
      last.asked = true;
      const { answer, text } = await withDeadline(o.clock, ANSWER_WITHIN_MS, async (signal) => {
        const got = await o.fetch(url, {
          method: request.method,
          headers: { ...request.headers.toJSON({ preserveCase: true }) },
          ...(typeof request.body === 'string' ? { body: request.body } : {}),
          redirect: 'manual',
          signal,
        });
        return { answer: got, text: await readText(got, LARGEST) };
      });
      last.status = answer.status;
      last.text = text;
      return { request, status: answer.status, headers: headersOf(answer.headers), bodyAsText: text };
    },
  };
}

/** The answer's headers in the pipeline's form; its own class is not exported for us to use. */
function headersOf(headers: Headers): PipelineResponse['headers'] {
  return {
    get: (name) => headers.get(name) ?? undefined,
    has: (name) => headers.has(name),
    set: (name, value) => headers.set(name, String(value)),
    delete: (name) => headers.delete(name),
    toJSON: () => Object.fromEntries(headers),
    [Symbol.iterator]: () => headers[Symbol.iterator](),
  };
}
