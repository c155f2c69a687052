/** The rules of effects in the plainest words: a list, looked through from its beginning each time. */
export interface ModelEffect {
  readonly id: string;
  readonly lane: string;
  readonly urgency: number;
  dueAt: number;
  state: 'waiting' | 'begun' | 'done' | 'dead';
  unclear: boolean;
  attempts: number;
  deadline: number;
  fence: number;
  holder: string | undefined;
  leaseUntil: number;
}

export class ReferenceModel {
  readonly effects: ModelEffect[] = [];

  add(id: string, lane: string, urgency: number, dueAt: number): void {
    const fresh = { state: 'waiting', unclear: false, attempts: 0, deadline: 0, fence: 0, leaseUntil: 0 } as const;
    this.effects.push({ id, lane, urgency, dueAt, ...fresh, holder: undefined });
  }

  /** The oldest unsettled effect of each lane. */
  heads(): ModelEffect[] {
    const seen = new Set<string>();
    return this.effects.filter((one) => {
      if (one.state === 'done' || seen.has(one.lane)) return false;
      seen.add(one.lane);
      return true;
    });
  }

  readyAt(one: ModelEffect): number {
    if (one.state === 'dead') return Infinity;
    const lease = one.holder === undefined ? 0 : one.leaseUntil;
    const landing = one.state === 'begun' || one.unclear ? one.deadline : 0;
    return Math.max(one.dueAt, lease, landing);
  }

  nextAt(): number | undefined {
    const at = Math.min(...this.heads().map((one) => this.readyAt(one)));
    return at === Infinity ? undefined : at;
  }

  claim(holder: string, now: number, leaseMs: number, limit: number): ModelEffect[] {
    const ready = this.heads().filter((one) => this.readyAt(one) <= now);
    const taken = ready.sort((a, b) => b.urgency - a.urgency).slice(0, limit);
    for (const one of taken) {
      one.unclear ||= one.state === 'begun';
      one.state = 'waiting';
      one.holder = holder;
      one.fence += 1;
      one.leaseUntil = now + leaseMs;
    }
    return taken;
  }

  holds(id: string, holder: string, fence: number): ModelEffect | undefined {
    return this.effects.find((one) => one.id === id && one.holder === holder && one.fence === fence);
  }
}
