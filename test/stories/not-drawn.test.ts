import { afterEach, expect, it } from 'vitest';
import type { CollectionName } from '../../desk/ports/collections.ts';
import type { Store } from '../../desk/ports/store.ts';
import { CallboardError } from '../../model/errors.ts';
import { notices } from '../../cards/words/en-notices.ts';
import { over } from '../../harness/over.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { myCard, saidTo, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
afterEach(() => msp.close());

/** The store, with decision records that cannot be read while `broken`: cards of offers show them, commands need none. */
function unreadable(store: Store, state: { broken: boolean }): Store {
  const readable = (c: CollectionName) => {
    if (state.broken && c === 'decisions') throw new CallboardError('STORE_BROKEN', 'a bad page');
  };
  return over(store, {
    get: async (c, id) => {
      readable(c);
      return store.get(c, id);
    },
    getMany: async (c, ids) => {
      readable(c);
      return store.getMany(c, ids);
    },
  });
}

it('a person whose card cannot be drawn after a claim is told that the ticket is theirs', async () => {
  const state = { broken: false };
  msp = await smallMsp({ each: (_, parts) => ({ ...parts, store: unreadable(parts.store, state) }) });
  const ticket = msp.ticket('Printer jams again');
  await msp.minutes(1);
  const asked = whoIsAsked(msp, 'Printer jams');
  state.broken = true;
  const answer = saidTo(await msp.does(() => asked.click(myCard(asked, 'Printer jams').id, 'Take it')));
  expect((await msp.history(ticket)).map((event) => event.kind)).toContain('claimed');
  expect(answer).not.toContain(notices.failed.text({}).slice(0, 20));
  expect(answer).toContain(notices.claimed.text({}).slice(0, 20));
});
