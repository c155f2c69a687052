/**
 * Why people decline, override or release, as codes that can be counted and learned from. Typed words follow the code
 * after a colon: `better-skill: did the same last week`.
 */
export const REASONS = {
  decline: ['no-time', 'missing-skill', 'wrong-category', 'client-issue', 'other'],
  override: ['knows-client', 'better-skill', 'nearer', 'workload', 'training', 'other'],
  'claim-other': ['knows-client', 'better-skill', 'nearer', 'workload', 'other'],
  release: ['no-time', 'missing-skill', 'wrong-category', 'client-issue', 'waiting', 'other'],
  pause: ['outage', 'meeting', 'wrong-suggestions', 'maintenance', 'other'],
} as const;

export type ReasonCode = (typeof REASONS)[keyof typeof REASONS][number];
/** Actions that ask for a reason. */
export type ReasonFor = keyof typeof REASONS;

const ALL: ReadonlySet<string> = new Set(Object.values(REASONS).flat());

/** A reason as it is stored. */
export function reason(code: ReasonCode, typed: string): string {
  return typed === '' ? code : `${code}: ${typed}`;
}

/** The two parts of a stored reason. A reason that did not come from our dialogs is `other` with its own words. */
export function readReason(kept: string): { readonly code: ReasonCode; readonly typed: string } {
  const colon = kept.indexOf(':');
  const head = colon < 0 ? kept : kept.slice(0, colon);
  if (isReasonCode(head)) return { code: head, typed: colon < 0 ? '' : kept.slice(colon + 1).trim() };
  return { code: 'other', typed: kept };
}

/** The code alone, for the event log, which holds no words of people. */
export function reasonCode(kept: string): ReasonCode {
  return readReason(kept).code;
}

function isReasonCode(text: string): text is ReasonCode {
  return ALL.has(text);
}
