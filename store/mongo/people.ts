import type { Query } from '../../desk/ports/store.ts';
import type { Person } from '../../model/person.ts';
import type { StoredDoc } from './stored.ts';

/** How old cached people may be, ms: another instance's change of a person may stay unseen for this long. */
const KEPT_MS = 1_000;
/** After this many queries within that time, all people are read at once: one request replaces those that follow. */
const BUSY = 3;
/**
 * More people than this are not cached and are queried one by one. A list of everybody is read in pages of this size.
 */
const AT_MOST = 500;
/** When there were too many people to cache, this long passes before the next check, ms. */
const TOO_MANY_MS = 60_000;

type Everybody = ReadonlyMap<string, StoredDoc>;

/**
 * Caches the complete list of people for a moment. A claim with its cards asks for people thirteen times, a quarter of
 * its requests, and people change once in days. This process sees its own changes immediately (`forget`). A person who
 * is not in the cache is looked up in the database, so a new person is never treated as a stranger.
 */
export class People {
  readonly #list: (limit: number) => Promise<readonly StoredDoc[]>;
  readonly #now: () => number;
  #known: { readonly people: Promise<Everybody | undefined>; readonly at: number } | undefined;
  #asked: readonly number[] = [];
  #tooManyUntil = -Infinity;

  /** `list` reads people in the order of their names, up to a limit; `now` counts ms and never goes back. */
  constructor(list: (limit: number) => Promise<readonly StoredDoc[]>, now = () => performance.now()) {
    this.#list = list;
    this.#now = now;
  }

  /** A person changed, or the cache turned out to be wrong. */
  forget(): void {
    this.#known = undefined;
  }

  /** Undefined: not in the cache; the database may have them. */
  async get(id: string): Promise<StoredDoc | undefined> {
    return (await this.#everybody())?.get(id);
  }

  /** Answers the query from the cache; `ask` asks the database, for one more than the limit. */
  async query(q: Query, ask: () => Promise<readonly StoredDoc[]>): Promise<readonly StoredDoc[]> {
    if (q.fresh) this.forget();
    if (q.after !== undefined || q.gte !== undefined || q.lt !== undefined || q.desc === true) return ask();
    const [value] = q.eq ?? [];
    const field = FIELDS[q.index];
    const all = q.index === 'byName' && value === undefined && q.limit >= AT_MOST;
    if (!all && (field === undefined || value === undefined)) return ask();
    // When nothing is cached nobody waits: queries made together share the first one's answer.
    const knowing = this.#everybody() ?? (all ? this.#learn() : undefined);
    const known = knowing && (await knowing);
    if (!known) return ask();
    if (all) return [...known.values()];
    const found = [...known.values()].filter((one) => field !== undefined && one.data[field] === value);
    return found.length > 0 ? found.sort((a, b) => (a._id < b._id ? -1 : 1)) : ask();
  }

  /** Undefined: there were too few queries lately to read everybody, or there are too many people. */
  #everybody(): Promise<Everybody | undefined> | undefined {
    const now = this.#now();
    if (this.#known && now - this.#known.at < KEPT_MS) return this.#known.people;
    this.#asked = [...this.#asked.filter((at) => now - at < KEPT_MS), now];
    return this.#asked.length >= BUSY ? this.#learn() : undefined;
  }

  #learn(): Promise<Everybody | undefined> | undefined {
    const now = this.#now();
    if (now < this.#tooManyUntil) return undefined;
    const people = this.#list(AT_MOST + 1).then(
      (rows) => {
        if (rows.length <= AT_MOST) return new Map(rows.map((row) => [row._id, row]));
        this.#tooManyUntil = now + TOO_MANY_MS;
        return undefined;
      },
      // Each caller finds out for itself what is wrong with the database.
      () => undefined,
    );
    this.#known = { people, at: now };
    return people;
  }
}

/** Indexes with a single field that identifies a person. */
const FIELDS: Readonly<Record<string, keyof Person>> = { byEntra: 'entraId', byAgent: 'agentId', byMail: 'mail' };
