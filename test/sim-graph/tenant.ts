import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLog } from '../../model/log.ts';
import { createGraphSimulator, type GraphSimulator, type GraphSimulatorOptions } from '../../sim/graph/index.ts';
import { handClock, type HandClock } from '../../harness/hand-clock.ts';

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const APP = '22222222-2222-4222-8222-222222222222';
export const SECRET = 'not a real secret';
/** A Tuesday, 8:00 in London and in UTC. */
export const START = Date.UTC(2026, 10, 24, 8);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** All permissions that tests grant by default. */
export const GRANTED = [
  'Calendars.Read',
  'Calendars.ReadWrite',
  'MailboxSettings.Read',
  'Mail.Send',
  'Mail.Read',
  'Mail.ReadWrite',
  'Presence.Read.All',
  'Schedule.Read.All',
  'GroupMember.Read.All',
  'User.Read.All',
  'BookingsAppointment.ReadWrite.All',
  'Bookings.ReadWrite.All',
];

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
  readonly text: string;
}
/** A JSON answer, with the fields that tests read. */
export interface Json {
  readonly [name: string]: unknown;
  readonly id?: string;
  readonly status?: string | number;
  readonly subject?: string;
  readonly start?: { readonly dateTime: string; readonly timeZone: string };
  readonly startDateTime?: { readonly dateTime: string; readonly timeZone: string };
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly responseCode?: string;
    readonly innerError?: unknown;
  };
  readonly value?: readonly Json[];
  readonly responses?: readonly Json[];
  readonly scheduleItems?: readonly Json[];
  readonly availabilityItems?: readonly Json[];
  readonly staffAvailabilityItem?: readonly Json[];
  readonly businessHours?: readonly Json[];
}

export interface Tenant {
  readonly graph: GraphSimulator;
  readonly clock: HandClock;
  readonly url: string;
  /** Sends a request with a token for all granted permissions. `path` is below `/v1.0`. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answered>;
  /** Follows a link from Graph on this machine, as the client's transport does. */
  follow(link: unknown, headers?: Record<string, string>): Promise<Answered>;
  signIn(form: Record<string, string>): Promise<Answered>;
  close(): Promise<void>;
}

export async function tenant(options: Partial<GraphSimulatorOptions> = {}): Promise<Tenant> {
  const clock = handClock(START);
  const graph = createGraphSimulator({
    clock,
    tenant: TENANT,
    clientId: APP,
    clientSecret: SECRET,
    log: silentLog,
    granted: GRANTED,
    fetch,
    ...options,
  });
  const listening = await graph.listen();
  let token: { value: string; granted: string } | undefined;

  const signIn = (form: Record<string, string>) =>
    read(fetch(`${listening.url}/${TENANT}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) }));
  async function bearer(): Promise<string> {
    const granted = [...graph.granted].join();
    if (token?.granted !== granted) {
      const answer = await signIn({
        grant_type: 'client_credentials',
        client_id: APP,
        client_secret: SECRET,
        scope: 'https://graph.microsoft.com/.default',
      });
      token = { value: String(answer.body['access_token']), granted };
    }
    return `Bearer ${token.value}`;
  }
  async function send(url: string, method: string, body: unknown, headers: Record<string, string>): Promise<Answered> {
    return read(
      fetch(url, {
        method,
        headers: {
          authorization: await bearer(),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
  }
  const call: Tenant['call'] = (method, path, body, headers = {}) =>
    send(`${listening.url}/v1.0${path}`, method, body, headers);

  return {
    graph,
    clock,
    url: listening.url,
    call,
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    follow: (link, headers = {}) =>
      send(String(link).replace('https://graph.microsoft.com', listening.url), 'GET', undefined, headers),
    signIn,
    close: () => listening.close(),
  };
}

async function read(asked: Promise<Response>): Promise<Answered> {
  const answer = await asked;
  const text = await answer.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Empty or not JSON: `text` has the content.
    body = {};
  }
  return { status: answer.status, headers: answer.headers, body: body as Json, text };
}

/** A receiver of notifications, on loopback. */
export interface Subscriber {
  readonly url: string;
  readonly heard: { readonly path: string; readonly body: Json }[];
  /** Its answer to notifications; 202 by default. */
  status: number;
  /** Its answer to a handshake; the token by default. */
  echo: (token: string) => { status: number; text: string };
  /** Resolves when this many notifications have arrived. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function subscriber(): Promise<Subscriber> {
  const heard: Subscriber['heard'] = [];
  const waiting = new Set<() => void>();
  const server = createServer((req, res) => {
    let text = '';
    req.on('data', (chunk: Buffer) => (text += chunk.toString()));
    req.on('end', () => {
      const url = new URL(req.url ?? '/', 'http://localhost');
      const token = url.searchParams.get('validationToken');
      if (token !== null) {
        const answer = self.echo(token);
        res.writeHead(answer.status, { 'content-type': 'text/plain' }).end(answer.text);
        return;
      }
      heard.push({ path: url.pathname, body: JSON.parse(text) as Json });
      res.writeHead(self.status).end();
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: Subscriber = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    status: 202,
    echo: (token) => ({ status: 200, text: token }),
    until: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (heard.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return self;
}

/** A dateTimeTimeZone in UTC. */
export const utc = (at: number) => ({ dateTime: new Date(at).toISOString().slice(0, 19), timeZone: 'UTC' });
export const iso = (at: number) => new Date(at).toISOString();
