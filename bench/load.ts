import { Agent, request } from 'node:http';

export interface Shot {
  readonly status: number;
  readonly text: string;
  /** From the first byte sent to the last byte read, in ms. */
  readonly ms: number;
}

/**
 * Posts each body once, `together` at a time over connections that are kept, as Teams does; to several addresses in
 * turn, as a load balancer would. Plain node:http, so that the generator takes as little as possible of the cores it
 * shares with what is measured.
 */
export async function fire(
  urls: readonly string[],
  authorization: string,
  bodies: readonly string[],
  together: number,
): Promise<Shot[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: together });
  const shots: Shot[] = [];
  let next = 0;
  const line = async () => {
    for (let n = next++; n < bodies.length; n = next++) {
      const [url, body] = [urls[n % urls.length] ?? '', bodies[n] ?? ''];
      shots.push(await post(agent, url, authorization, body));
    }
  };
  await Promise.all(Array.from({ length: together }, line));
  agent.destroy();
  return shots;
}

function post(agent: Agent, url: string, authorization: string, body: string): Promise<Shot> {
  const began = performance.now();
  const bytes = Buffer.from(body);
  const headers = { 'content-type': 'application/json', 'content-length': bytes.length, authorization };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, ms: performance.now() - began }));
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}
