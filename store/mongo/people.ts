import type { Query } from '../../desk/ports/store.ts';
import type { Person } from '../../model/person.ts';
import type { StoredDoc } from './stored.ts';

/** How old what is known of people may be, ms: so long another copy's change of a person may stay unseen. */
const KEPT_MS = 1_000;

/**
 * Everybody, read at once and kept for a moment. A claim with its cards asks for people seventeen times, three of ten
 * requests that it costs, and they change once in days. What this process changes it sees at once (`forget`), and
 * whoever is not found here is looked for in the database, so that nobody is a stranger for being new.
 */
export class People {
  readonly #read: () => Promise<readonly StoredDoc[]>;
  readonly #now: () => number;
  #known: { readonly people: Promise<ReadonlyMap<string, StoredDoc>>; readonly at: number } | undefined;

  /** `read` gives everybody, in the order of their names; `now` counts ms and never goes back. */
  constructor(read: () => Promise<readonly StoredDoc[]>, now = () => performance.now()) {
    this.#read = read;
    this.#now = now;
  }

  /** Somebody was changed, or something was not as it was believed to be. */
  forget(): void {
    this.#known = undefined;
  }

  /** Undefined: nobody whom we know; the database may. */
  async get(id: string): Promise<StoredDoc | undefined> {
    return (await this.#all()).get(id);
  }

  /** What the query would find; undefined when it has to be asked. */
  async query(q: Query): Promise<readonly StoredDoc[] | undefined> {
    if (q.after !== undefined || q.gte !== undefined || q.lt !== undefined || q.desc === true) return undefined;
    const people = [...(await this.#all()).values()];
    const field = FIELDS[q.index];
    const [value] = q.eq ?? [];
    if (field !== undefined && value !== undefined) {
      const found = people.filter((one) => one.data[field] === value).sort((a, b) => (a._id < b._id ? -1 : 1));
      return found.length > 0 && found.length <= q.limit ? found : undefined;
    }
    return q.index === 'byName' && value === undefined && people.length <= q.limit ? people : undefined;
  }

  #all(): Promise<ReadonlyMap<string, StoredDoc>> {
    const now = this.#now();
    if (this.#known && now - this.#known.at < KEPT_MS) return this.#known.people;
    const people = this.#read().then((rows) => new Map(rows.map((row) => [row._id, row])));
    const known = { people, at: now };
    this.#known = known;
    // A database in trouble is asked again.
    people.catch(() => {
      if (this.#known === known) this.#known = undefined;
    });
    return people;
  }
}

/** Indexes of one field that tell who somebody is. */
const FIELDS: Readonly<Record<string, keyof Person>> = { byEntra: 'entraId', byAgent: 'agentId', byMail: 'mail' };
