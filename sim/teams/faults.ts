/** How the connector fails a request instead of serving it. */
export type Fault =
  /** 429. Without `retryAfterS` there is no Retry-After header, as is often the case in Teams. */
  | { readonly kind: 'throttle'; readonly retryAfterS?: number }
  /** 412: another operation on the conversation is in progress; the caller should retry. */
  | { readonly kind: 'precondition' }
  /** 5xx. With `stored`, the message was nevertheless delivered. */
  | { readonly kind: 'error'; readonly status: 500 | 502 | 503 | 504; readonly stored: boolean }
  /** No answer until the caller disconnects. With `stored`, the message was nevertheless delivered. */
  | { readonly kind: 'hang'; readonly stored: boolean }
  /** The connection is cut immediately, and the message appears `afterMs` (at most 5000) later. */
  | { readonly kind: 'late'; readonly afterMs: number }
  /** A permanent refusal by status and code, such as 403 MessageWritesBlocked. */
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string };

/** Which requests a fault affects, and how many. Without conditions it affects any write. */
export interface FaultRule {
  readonly method?: 'POST' | 'PUT' | 'DELETE' | 'GET';
  /** A conversation's id; thread replies count as their channel's. */
  readonly conversation?: string;
  /** Default 1. */
  readonly times?: number;
}

export interface Faults {
  /** Plans a fault for coming requests. Returns a function that cancels it. */
  add(fault: Fault, rule?: FaultRule): () => void;
  /** People's next `times` activities reach the bot twice, the second time after the first was answered. */
  resend(times?: number): void;
  /** When true: docs/platform/teams.md, “A refresh may carry the data of the old card”. */
  refreshWithOldData: boolean;
  clear(): void;
  takeFor(method: string, conversation: string | undefined): Fault | undefined;
  takeResend(): boolean;
}

export const LATE_AT_MOST_MS = 5_000;

export function createFaults(): Faults {
  const rules: { fault: Fault; rule: FaultRule; left: number }[] = [];
  let resends = 0;
  return {
    add(fault, rule = {}) {
      if (fault.kind === 'late' && fault.afterMs > LATE_AT_MOST_MS) {
        throw new RangeError(`a late success comes within ${LATE_AT_MOST_MS} ms, not ${fault.afterMs}`);
      }
      const set = { fault, rule, left: rule.times ?? 1 };
      rules.push(set);
      return () => {
        set.left = 0;
      };
    },
    resend(times = 1) {
      resends += times;
    },
    refreshWithOldData: false,
    clear() {
      rules.length = 0;
      resends = 0;
      this.refreshWithOldData = false;
    },
    takeFor(method, conversation) {
      const met = rules.find(
        ({ rule, left }) =>
          left > 0 &&
          (rule.method === undefined ? method !== 'GET' : rule.method === method) &&
          (rule.conversation === undefined || rule.conversation === conversation),
      );
      if (!met) return undefined;
      met.left -= 1;
      return met.fault;
    },
    takeResend() {
      if (resends === 0) return false;
      resends -= 1;
      return true;
    },
  };
}
