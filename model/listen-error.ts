import { CallboardError } from './errors.ts';

/** The next step for the system's error codes of an address that cannot be used (listen(2), getaddrinfo(3)). */
const NEXT: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'Stop what listens there (an earlier Callboard?), or set PORT to another port; the demo’s page takes the one after it.',
  EACCES: 'Ports below 1024 need a right of their own: set PORT to a higher one.',
  EADDRNOTAVAIL: 'Set CALLBOARD_HOST to an address of this machine.',
  ENOTFOUND: 'Set CALLBOARD_HOST to an address of this machine.',
};

/** Turns a failure to listen into an error with a next step: it is a matter of settings, not a bug. */
export function asListenError(thrown: unknown, at: { host: string; port: number }): CallboardError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
  const next = NEXT[code];
  return new CallboardError('LISTEN_FAILED', `${at.host}, port ${at.port}, cannot be listened on (${code}).`, {
    cause: thrown,
    ...(next === undefined ? {} : { next }),
  });
}
