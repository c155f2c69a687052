import { CallboardError } from './errors.ts';

/** What to do about the system's own codes for an address that cannot be had (listen(2), getaddrinfo(3)). */
const NEXT: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'Stop what listens there (an earlier Callboard?), or set PORT to another port; the demo’s page takes the one after it.',
  EACCES: 'Ports below 1024 need a right of their own: set PORT to a higher one.',
  EADDRNOTAVAIL: 'Set CALLBOARD_HOST to an address of this machine.',
  ENOTFOUND: 'Set CALLBOARD_HOST to an address of this machine.',
};

/** Says what to do when a server cannot listen: to whoever starts Callboard it is a setting, and no fault of ours. */
export function asListenError(thrown: unknown, at: { host: string; port: number }): CallboardError {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
  const next = NEXT[code];
  return new CallboardError('LISTEN_FAILED', `${at.host}, port ${at.port}, cannot be listened on (${code}).`, {
    cause: thrown,
    ...(next === undefined ? {} : { next }),
  });
}
