import type { ReplicaSet } from '../harness/mongod/index.ts';
import type { Violation } from './checks/check.ts';
import type { Mutant } from './mutants.ts';
import { live, type Life } from './process.ts';
import { SCHEDULE_MS, type Disturbance, type Schedule } from './schedule.ts';
import type { SoakWorld } from './world.ts';

interface Place {
  readonly port: number;
  readonly skewMs: number;
  life: Life | undefined;
  /** It has started, and takes requests. */
  ready: boolean;
  frozen: boolean;
}

/** The copies and their database, and whoever mistreats both. */
export class Fleet {
  readonly #world: SoakWorld;
  readonly #set: ReplicaSet;
  readonly #mutant: Mutant | undefined;
  readonly #places: readonly Place[];
  readonly #counts = new Map<string, number>();
  /** What was begun and not ended with its schedule: a copy that comes back, a member that restarts. */
  readonly #under = new Set<Promise<void>>();
  readonly starts: number[] = [];
  readonly deaths: Violation[] = [];
  #ending = new AbortController();

  constructor(
    world: SoakWorld,
    set: ReplicaSet,
    o: { ports: readonly number[]; skews: readonly number[]; mutant: Mutant | undefined },
  ) {
    this.#world = world;
    this.#set = set;
    this.#mutant = o.mutant;
    this.#places = o.ports.map((port, n) => ({
      port,
      skewMs: o.skews[n] ?? 0,
      life: undefined,
      ready: false,
      frozen: false,
    }));
  }

  figures(): Record<string, number | string> {
    const skewed = this.#places.map(({ skewMs }) => skewMs / 1000).filter((s) => s !== 0);
    return { ...Object.fromEntries(this.#counts), 'one clock off by, s': skewed.join() };
  }

  /** Each copy, as far as we know. */
  states(): string[] {
    return this.#places.map(({ port, life, ready, frozen }) => {
      const state = life === undefined ? 'gone' : frozen ? 'frozen' : ready ? 'ready' : 'starting';
      return `${port} ${state}`;
    });
  }

  async start(): Promise<void> {
    for (const place of this.#places) {
      const life = this.#begin(place);
      if (!(await life.started)) throw new Error(`a copy did not start:\n${life.tail()}`);
    }
  }

  /** Lets everything of the schedule go wrong, and time go on till its end. */
  async play(schedule: Schedule): Promise<void> {
    const began = Date.now();
    for (const disturbance of schedule.disturbances) {
      await this.#world.clock.sleep(began + disturbance.at - Date.now());
      this.#spawn(this.#disturb(disturbance));
    }
    await this.#world.clock.sleep(began + SCHEDULE_MS - Date.now());
  }

  /** Puts everything right again. */
  async mend(): Promise<void> {
    this.#ending.abort();
    await Promise.all(this.#under);
    await this.#set.failNext(null);
    await this.#set.healthy();
    for (const place of this.#places) {
      this.#thaw(place);
      const life = place.life ?? this.#begin(place);
      if (!(await life.started)) throw new Error(`a copy did not start again:\n${life.tail()}`);
    }
    this.#ending = new AbortController();
  }

  /** Stops all in good order; gives how long each took, ms. */
  async stop(): Promise<number[]> {
    const took: number[] = [];
    for (const place of this.#places) {
      const began = performance.now();
      const { life } = place;
      place.life = undefined;
      await life?.stop();
      took.push(performance.now() - began);
    }
    return took;
  }

  async end(): Promise<void> {
    this.#ending.abort();
    await Promise.allSettled(this.#under);
    for (const place of this.#places) {
      this.#thaw(place);
      const { life } = place;
      place.life = undefined;
      await life?.kill();
    }
  }

  #begin(place: Place): Life {
    this.starts.push(Date.now());
    const { port, skewMs } = place;
    const life = live(this.#world, { mutant: this.#mutant, port, skewMs });
    place.life = life;
    place.ready = false;
    void life.started.then((started) => (place.ready = started && place.life === life));
    void life.ended.then(({ code, signal }) => {
      // Whoever ends it takes it from its place first.
      if (place.life !== life) return;
      place.life = undefined;
      this.deaths.push({ what: `ended by itself with ${code ?? signal ?? 'nothing'}: ${life.tail()}` });
      this.#begin(place);
    });
    return life;
  }

  async #disturb(disturbance: Disturbance): Promise<void> {
    const set = this.#set;
    switch (disturbance.what) {
      case 'kill':
      case 'stop':
        return this.#replace(disturbance);
      case 'freeze':
        return this.#freeze(disturbance);
      case 'step-down':
        // Refused when no other member is up to date: then there is nothing to step down for.
        return set.stepDown({ forced: disturbance.forced }).then(
          () => this.#count('step-down'),
          () => undefined,
        );
      case 'kill-primary':
        return this.#killPrimary(disturbance);
      case 'cut':
        return set.cutConnections(disturbance.times).then(
          () => this.#count('cut'),
          () => undefined,
        );
    }
  }

  async #replace(q: Extract<Disturbance, { what: 'kill' | 'stop' }>): Promise<void> {
    const place = this.#places[q.copy];
    const life = place?.life;
    if (!place || !life || place.frozen || !this.#othersServe(place)) return;
    this.#count(q.what);
    place.life = undefined;
    await (q.what === 'kill' ? life.kill() : life.stop());
    await this.#world.clock.sleep(q.backAfterMs, this.#ending.signal);
    this.#begin(place);
  }

  async #freeze(q: Extract<Disturbance, { what: 'freeze' }>): Promise<void> {
    const place = this.#places[q.copy];
    if (!place?.life || this.#places.some(({ frozen }) => frozen) || !this.#othersServe(place)) return;
    this.#count('freeze');
    place.frozen = true;
    place.life.freeze();
    await this.#world.clock.sleep(q.forMs, this.#ending.signal);
    this.#thaw(place);
  }

  /** Somebody has to be there for people: an installation that is gone altogether is another story (crashes.ts). */
  #othersServe(than: Place): boolean {
    return this.#places.some((place) => place !== than && place.life !== undefined && place.ready && !place.frozen);
  }

  #thaw(place: Place): void {
    if (place.frozen) place.life?.thaw();
    place.frozen = false;
  }

  /** With `lagMs` the others stop hearing of it a moment before: what it says alone then is lost with it. */
  async #killPrimary(q: Extract<Disturbance, { what: 'kill-primary' }>): Promise<void> {
    const set = this.#set;
    await set.healthy();
    const primary = await set.primary();
    const others = [0, 1, 2].filter((member) => member !== primary);
    if (q.lagMs > 0) {
      for (const member of others) await set.pause(member);
      await this.#world.clock.sleep(q.lagMs);
    }
    this.#count('kill-primary');
    await set.kill(primary);
    for (const member of others) await set.resume(member);
    await this.#world.clock.sleep(q.backAfterMs, this.#ending.signal);
    await set.restart(primary);
  }

  #spawn(work: Promise<void>): void {
    const one = work
      .catch((error: unknown) => void this.deaths.push({ what: `the harness: ${String(error)}` }))
      .finally(() => this.#under.delete(one));
    this.#under.add(one);
  }

  #count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }
}
