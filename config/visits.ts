import type { VisitsConfig } from './config.ts';
import type { Add } from './problem.ts';
import { Secret } from './secret.ts';
import { settingOf, type Settings } from './settings.ts';

const NEEDED = ['VISITS_COMPANY', 'VISITS_PHONE', 'VISITS_LINK_SECRET'] as const;

/** What clients are told and shown; `undefined` without Microsoft 365 or after a mistake. */
export function visitsConfig(s: Settings, given: ReadonlySet<string>, add: Add): VisitsConfig | undefined {
  if (!given.has('GRAPH_MAILBOX')) return undefined;
  for (const name of NEEDED) {
    if (!given.has(name)) add(name, 'is missing; visits need it (GRAPH_MAILBOX is set)', settingOf(name)?.help ?? '');
  }
  if (s.VISITS_COMPANY === undefined || s.VISITS_PHONE === undefined || s.VISITS_LINK_SECRET === undefined) {
    return undefined;
  }
  return {
    company: s.VISITS_COMPANY,
    phone: s.VISITS_PHONE,
    linkSecret: new Secret(s.VISITS_LINK_SECRET),
    offers: s.VISITS_OFFERS ?? 'auto',
    language: s.VISITS_LANGUAGE ?? 'en',
    mailsBy: s.VISITS_MAILS_BY ?? 'callboard',
    places: s.VISITS_PLACES ?? {},
    ...(s.VISITS_CALL_MINUTES === undefined ? {} : { callMinutes: s.VISITS_CALL_MINUTES }),
    statuses: {
      ...(s.VISITS_STATUS_OFFERED === undefined ? {} : { offered: s.VISITS_STATUS_OFFERED }),
      ...(s.VISITS_STATUS_CONFIRMED === undefined ? {} : { confirmed: s.VISITS_STATUS_CONFIRMED }),
      ...(s.VISITS_STATUS_DONE === undefined ? {} : { done: s.VISITS_STATUS_DONE }),
      ...(s.VISITS_STATUS_CANCELLED === undefined ? {} : { cancelled: s.VISITS_STATUS_CANCELLED }),
    },
    ...(s.VISITS_REQUEST_STATUS === undefined ? {} : { requestStatus: s.VISITS_REQUEST_STATUS }),
  };
}
