/** What the connector does instead of serving a request. */
export type Fault =
  /** 429; without `retryAfterS` there is no Retry-After header, as Teams often does. */
  | { readonly kind: 'throttle'; readonly retryAfterS?: number }
  /** 412: another operation on the conversation is under way; to be tried again. */
  | { readonly kind: 'precondition' }
  /** 5xx; `stored`: the message is there nevertheless. */
  | { readonly kind: 'error'; readonly status: 500 | 502 | 503 | 504; readonly stored: boolean }
  /** No answer until the caller goes away; `stored`: the message is there nevertheless. */
  | { readonly kind: 'hang'; readonly stored: boolean }
  /** The connection is cut at once, and the message appears `afterMs` (at most 5000) later. */
  | { readonly kind: 'late'; readonly afterMs: number }
  /** A permanent refusal by status and code, such as 403 MessageWritesBlocked. */
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string };

/** Which requests a fault meets, and how often; no condition meets all writes. */
export interface FaultRule {
  readonly method?: 'POST' | 'PUT' | 'DELETE' | 'GET';
  /** A conversation's id; thread replies belong to their channel. */
  readonly conversation?: string;
  /** Default 1. */
  readonly times?: number;
}

export interface Faults {
  /** Sets a fault for coming requests. Gives the function that lifts it. */
  add(fault: Fault, rule?: FaultRule): () => void;
  /** The next `times` activities of people reach the bot twice, the second one when the first has been answered. */
  resend(times?: number): void;
  /** True: docs/platform/teams.md, “A refresh may carry the data of the old card”. */
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
