import type { ClientLanguage } from '../../model/visit.ts';

/** The addresses under one link. */
export type Step = '' | 'another' | 'choose' | 'none' | 'cancel' | 'calendar.ics';

/** What every address carries on: the language and the zone that the reader sees. */
export interface Carried {
  readonly language: ClientLanguage;
  readonly timeZone: string;
}

/** Addresses of one client's pages. Relative, so that they hold behind any proxy and under any prefix. */
export interface Addresses {
  to(step: Step, carried: Carried): string;
  /** Without language and zone: for forms that bring their own. */
  bare(step: Step): string;
}

/** `depth`: how many slashes follow the token in the address that is being answered. */
export function addresses(token: string, depth: number): Addresses {
  const bare = (step: Step) =>
    // A colon in the first part would make it a scheme; no token of ours has one, a stranger's may.
    `${depth === 0 ? './' : '../'.repeat(depth)}${encodeURIComponent(token)}${step === '' ? '' : `/${step}`}`;
  return {
    bare,
    to: (step, { language, timeZone }) =>
      `${bare(step)}?${new URLSearchParams({ lang: language, zone: timeZone }).toString()}`,
  };
}
