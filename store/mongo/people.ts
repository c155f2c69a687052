import type { Query } from '../../desk/ports/store.ts';
import type { Person } from '../../model/person.ts';
import type { StoredDoc } from './stored.ts';

/** How old what is known of people may be, ms: so long another copy's change of a person may stay unseen. */
const KEPT_MS = 1_000;

type Everybody = ReadonlyMap<string, StoredDoc>;

/**
 * Everybody, as the last list of all of them said, kept for a moment. A claim with its cards asks for people seventeen
 * times, three of ten requests that it costs, and they change once in days. What this process changes it sees at once
 * (`forget`), and whoever is not found here is looked for in the database: nobody is a stranger for being new.
 */
export class People {
  readonly #now: () => number;
  #known: { readonly people: Promise<Everybody | undefined>; readonly at: number } | undefined;

  /** `now` counts ms and never goes back. */
  constructor(now = () => performance.now()) {
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
    if (q.after !== undefined || q.gte !== undefined || q.lt !== undefined || q.desc === true) return ask();
    // Nobody waits where nothing is known: those who ask in one breath are to share the first one's answer.
    const knowing = this.#everybody();
    const known = knowing && (await knowing);
    const [value] = q.eq ?? [];
    const field = FIELDS[q.index];
    if (field !== undefined && value !== undefined) {
      const found = [...(known?.values() ?? [])].filter((one) => one.data[field] === value);
      return found.length > 0 ? found.sort((a, b) => (a._id < b._id ? -1 : 1)) : ask();
    }
    if (q.index !== 'byName' || value !== undefined) return ask();
    return known && known.size <= q.limit ? [...known.values()] : this.#list(q.limit, ask);
  }

  #list(limit: number, ask: () => Promise<readonly StoredDoc[]>): Promise<readonly StoredDoc[]> {
    const listing = ask();
    const all = listing.then((rows) => (rows.length <= limit ? new Map(rows.map((row) => [row._id, row])) : undefined));
    // A database in trouble has told whoever asked; the others ask for themselves.
    this.#known = { people: all.catch(() => undefined), at: this.#now() };
    return listing;
  }

  /** Undefined: nobody has asked for everybody of late, or there are more than fit on a page. */
  #everybody(): Promise<Everybody | undefined> | undefined {
    return this.#known && this.#now() - this.#known.at < KEPT_MS ? this.#known.people : undefined;
  }
}

/** Indexes of one field that tell who somebody is. */
const FIELDS: Readonly<Record<string, keyof Person>> = { byEntra: 'entraId', byAgent: 'agentId', byMail: 'mail' };
