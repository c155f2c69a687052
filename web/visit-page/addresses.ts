import type { ClientLanguage } from '../../model/visit.ts';

/** The addresses under one link. */
export type Step = '' | 'another' | 'choose' | 'none' | 'cancel' | 'calendar.ics';

/** The reader's language and time zone, carried along in every address. */
export interface Carried {
  readonly language: ClientLanguage;
  readonly timeZone: string;
}

/** Addresses of one client's pages. They are relative, so that they work behind any proxy and under any prefix. */
export interface Addresses {
  to(step: Step, carried: Carried): string;
  /** Without language and zone, for forms that supply their own. */
  bare(step: Step): string;
}

/** `depth` is the number of slashes after the token in the address being served. */
export function addresses(token: string, depth: number): Addresses {
  const bare = (step: Step) =>
    // A colon in the first path segment would read as a scheme. Our tokens contain none, but a forged one may.
    `${depth === 0 ? './' : '../'.repeat(depth)}${encodeURIComponent(token)}${step === '' ? '' : `/${step}`}`;
  return {
    bare,
    to: (step, { language, timeZone }) =>
      `${bare(step)}?${new URLSearchParams({ lang: language, zone: timeZone }).toString()}`,
  };
}
