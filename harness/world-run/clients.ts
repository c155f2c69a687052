import type { Clock } from '../../model/clock.ts';
import type { GraphSimulator } from '../../sim/graph/index.ts';
import { randomOf } from '../../sim/world/random.ts';

const MINUTE = 60_000;
/** How often clients look into their mailboxes. */
const LOOK_MS = 5 * MINUTE;
/** Half of the clients open their mail within this many minutes. */
const OPEN_MINUTES = 40;
/** What clients do with a link. The rest never open it. */
const BOOKS = 0.75;
const CANCELS_AT_ONCE = 0.08;
/** What a client who has booked does later. */
const MOVES = 0.15;
const CANCELS_LATER = 0.08;

export interface ClientCounts {
  /** Links received by mail. */
  links: number;
  /** Responses of the page that were not pages. */
  failed: number;
}

/**
 * Clients who receive a link by mail and use its page as a browser does: the form with the times, and the forms and
 * links behind the addresses `another` and `cancel`. What a client does is drawn from their address and the number of
 * links they received.
 */
export function clientsAtTheirPage(o: {
  readonly clock: Clock;
  readonly seed: number;
  readonly graph: GraphSimulator;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
}): ClientCounts {
  const { clock, seed, graph, signal } = o;
  const counts: ClientCounts = { links: 0, failed: 0 };
  const over = () => signal.aborted;
  const known = new Set<string>();
  const perClient = new Map<string, number>();

  async function open(url: string, fields?: Record<string, string>): Promise<Page> {
    const answer = await o.fetch(url, fields ? { method: 'POST', body: new URLSearchParams(fields) } : {});
    if (answer.status >= 500) counts.failed += 1;
    return readPage(await answer.text(), url);
  }

  async function follows(url: string, mail: string, n: number): Promise<void> {
    const random = randomOf(seed, 'client', mail, n);
    await clock.sleep(random.around(OPEN_MINUTES, 1) * MINUTE, signal);
    if (over()) return;
    const mood = random.next();
    const first = await open(url);
    if (mood < CANCELS_AT_ONCE) return cancels(first);
    if (mood >= CANCELS_AT_ONCE + BOOKS) return;
    await books(first);
    const later = random.next();
    if (later >= MOVES + CANCELS_LATER) return;
    await clock.sleep(random.around(90, 0.8) * MINUTE, signal);
    if (over()) return;
    const page = await open(url);
    if (later >= MOVES) return cancels(page);
    const another = page.to('another');
    if (another !== undefined) await books(await open(another));

    async function books(page: Page): Promise<void> {
      const action = page.to('choose');
      if (action === undefined || page.slots.length === 0) return;
      await open(action, { slot: random.pick(page.slots.slice(0, 8)) });
    }

    async function cancels(page: Page): Promise<void> {
      const action = page.to('cancel');
      if (action !== undefined) await open(action, { reason: 'It works again.' });
    }
  }

  clock.spawn('clients', async () => {
    let looked = 0;
    while (!over()) {
      await clock.sleep(LOOK_MS, signal);
      const mails = [...graph.state.messages.values()].slice(looked);
      looked += mails.length;
      for (const mail of mails) {
        const url = /https?:\/\/[^"'\s<>]+\/v\/[\w.-]+/.exec(mail.content)?.[0];
        const to = mail.to[0]?.address;
        if (mail.folder !== 'inbox' || url === undefined || to === undefined || known.has(url)) continue;
        known.add(url);
        counts.links += 1;
        const n = (perClient.get(to) ?? 0) + 1;
        perClient.set(to, n);
        clock.spawn('client', () => follows(url, to, n));
      }
    }
  });
  return counts;
}

interface Page {
  readonly slots: readonly string[];
  /** The address of the page's form or link for that step. */
  to(step: string): string | undefined;
}

function readPage(text: string, url: string): Page {
  const unescaped = (html: string) => html.replaceAll('&amp;', '&');
  const targets = [...text.matchAll(/\b(?:action|href)="([^"]+)"/g)].map(([, to = '']) => new URL(unescaped(to), url));
  return {
    slots: [...text.matchAll(/name="slot"\s+value="([^"]+)"/g)].map(([, value = '']) => unescaped(value)),
    to: (step) => targets.find(({ pathname }) => pathname.endsWith(`/${step}`))?.href,
  };
}
