import type { Query } from '../../desk/ports/store.ts';
import type { Person } from '../../model/person.ts';
import type { StoredDoc } from './stored.ts';

/** How old what is known of people may be, ms: so long another copy's change of a person may stay unseen. */
const KEPT_MS = 1_000;
/** From so many questions within that time on, all of them are read at once: one request instead of all that follow. */
const BUSY = 3;
/** More people than this are not kept, and asked for one by one. Whoever wants all of them asks for as many at a time. */
const AT_MOST = 500;
/** After they were found to be too many, so long nobody looks whether they still are, ms. */
const TOO_MANY_MS = 60_000;

type Everybody = ReadonlyMap<string, StoredDoc>;

/**
 * Everybody, as the last list of all of them said, kept for a moment. A claim with its cards asks for people thirteen
 * times, a quarter of the requests that it costs, and they change once in days. What this process changes it sees at once
 * (`forget`), and whoever is not found here is looked for in the database: nobody is a stranger for being new.
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

  /** Somebody was changed, or something was not as it was believed to be. */
  forget(): void {
    this.#known = undefined;
  }

  /** Undefined: nobody whom we know; the database may. */
  async get(id: string): Promise<StoredDoc | undefined> {
    return (await this.#everybody())?.get(id);
  }

  /** What the query finds; `ask` asks the database, for one more than the limit. */
  async query(q: Query, ask: () => Promise<readonly StoredDoc[]>): Promise<readonly StoredDoc[]> {
    if (q.fresh) this.forget();
    if (q.after !== undefined || q.gte !== undefined || q.lt !== undefined || q.desc === true) return ask();
    const [value] = q.eq ?? [];
    const field = FIELDS[q.index];
    const all = q.index === 'byName' && value === undefined && q.limit >= AT_MOST;
    if (!all && (field === undefined || value === undefined)) return ask();
    // Nobody waits where nothing is known: those who ask in one breath are to share the first one's answer.
    const knowing = this.#everybody() ?? (all ? this.#learn() : undefined);
    const known = knowing && (await knowing);
    if (!known) return ask();
    if (all) return [...known.values()];
    const found = [...known.values()].filter((one) => field !== undefined && one.data[field] === value);
    return found.length > 0 ? found.sort((a, b) => (a._id < b._id ? -1 : 1)) : ask();
  }

  /** Undefined: too little is asked of late to read all of them, or there are too many. */
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
      // Whoever asked finds out for itself what is the matter with the database.
      () => undefined,
    );
    this.#known = { people, at: now };
    return people;
  }
}

/** Indexes of one field that tell who somebody is. */
const FIELDS: Readonly<Record<string, keyof Person>> = { byEntra: 'entraId', byAgent: 'agentId', byMail: 'mail' };
