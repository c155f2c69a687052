import { MONDAY } from '../../harness/msp/small-msp.ts';
import { myCard } from '../../harness/msp/trade.ts';
import { agentOf, asked, dialog, otherThan, press, type Situation } from './acts.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

const HOUR = 3_600_000;

/** What happens to the desk: nights, silence, changes by hand, outages, refusals and attacks. */
export const BY_THE_WORLD: readonly Situation[] = [
  {
    name: 'at night',
    options: { at: MONDAY + 13 * HOUR },
    async play(msp) {
      msp.ticket('Server down, nobody in the company can work', 'Everything is down. Please hurry!');
      msp.ticket('Printer on the second floor jams', 'It jams now and then.');
      await msp.minutes(15);
    },
  },
  {
    name: 'the offer nobody answers',
    async play(msp) {
      await asked(msp, 'Printer on the second floor jams');
      await msp.minutes(70);
      await dialog(msp, msp.dana, myCard(msp.dana, 'second floor'), 'override', {
        to: agentOf(msp, msp.ana),
        reason: 'workload',
      });
      await msp.minutes(1);
    },
  },
  {
    name: 'changed by hand in HaloPSA',
    async play(msp) {
      const done = [
        (ticket: number) => msp.halo.people.assign(ticket, msp.agents.chris),
        (ticket: number) => msp.halo.people.close(ticket),
        (ticket: number) => msp.halo.people.merge(ticket, msp.ticket('Another one')),
        (ticket: number) => msp.halo.people.remove(ticket),
        (ticket: number) => msp.halo.people.purge(ticket),
        (ticket: number) => msp.halo.people.rename(ticket, 'Now it is a [phone](https://evil.example)'),
      ];
      for (const [n, change] of done.entries()) {
        const { ticket, person } = await asked(msp, `Monitor ${n + 1} stays black`);
        const card = myCard(person, `Monitor ${n + 1} `);
        change(ticket);
        // A tap on the earlier card: the PSA's choice won, and the card says so.
        await press(msp, person, card, 'claim');
        await msp.minutes(2);
      }
    },
  },
  {
    name: 'HaloPSA down for an hour',
    async play(msp) {
      const { person } = await asked(msp, 'Monitor stays black');
      msp.halo.faults.down(62 * 60_000);
      await press(msp, person, myCard(person, 'Monitor'), 'claim');
      await msp.minutes(15);
      await msp.does(() => msp.dana.say('trouble'));
      await msp.minutes(45);
      for (let n = 1; n <= 3; n += 1) msp.ticket(`Keyboard ${n} is broken`);
      await msp.minutes(20);
    },
  },
  {
    name: 'an assignment that HaloPSA accepts and does not apply',
    async play(msp) {
      msp.halo.state.workflowRules.set(1, { swallows: ['agent_id'], warning: 'A workflow step is missing' });
      for (const verb of ['retry-effect', 'dismiss-effect']) {
        const { person } = await asked(msp, `Printer jams (${verb})`);
        await press(msp, person, myCard(person, verb), 'claim');
        await msp.minutes(3);
        const trouble = msp.dana
          .channel()
          .findLast((message) => message.actions.some((title) => /again|leave|drop|dismiss/i.test(title)));
        if (trouble) await press(msp, msp.dana, trouble, verb);
        msp.halo.state.workflowRules.clear();
        await msp.minutes(3);
        msp.halo.state.workflowRules.set(1, { swallows: ['agent_id'] });
      }
    },
  },
  {
    name: 'Teams on a bad day',
    async play(msp) {
      msp.teams.faults.add({ kind: 'throttle', retryAfterS: 3 }, { times: 2 });
      msp.teams.faults.add({ kind: 'precondition' }, { times: 1 });
      msp.teams.faults.add({ kind: 'error', status: 503, stored: false }, { times: 1 });
      msp.teams.faults.add({ kind: 'late', afterMs: 2_000 }, { times: 1 });
      msp.ticket('Printer in the meeting room jams');
      await msp.minutes(5);
      await msp.does(() => msp.ben.uninstall());
      msp.ana.block();
      msp.ticket('Outlook shows everything in green');
      await msp.minutes(30);
      await msp.does(() => msp.ben.install());
      await msp.minutes(5);
    },
  },
  {
    name: 'what hostile clients write',
    untrusted: HOSTILE_TEXTS.flatMap(({ summary, details }) => [summary, details]),
    async play(msp) {
      for (const { summary, details } of HOSTILE_TEXTS) {
        const ticket = msp.ticket(summary, details);
        await msp.minutes(1);
        const found = msp.technicians
          .flatMap((person) => person.inbox().map((card) => ({ person, card })))
          .findLast(
            ({ card }) =>
              card.actions.some((title) => title.startsWith('Take')) &&
              JSON.stringify(card.card).includes(`"${ticket}"`),
          );
        if (found) {
          await dialog(msp, found.person, found.card, 'override', {
            to: agentOf(msp, otherThan(msp, found.person)),
            reason: 'other',
            words: summary.trim().slice(0, 100) || 'none',
          });
        }
        await msp.minutes(12);
      }
    },
  },
  {
    name: 'what nobody should send',
    async play(msp) {
      const { ticket, person } = await asked(msp, 'Laptop keyboard is broken');
      const id = String(ticket);
      const execute = (who: string, verb: string, data: unknown) =>
        msp.does(async () =>
          msp.teams.forge.deliver(
            msp.teams.forge.activity(who, 'personal', {
              type: 'invoke',
              name: 'adaptiveCard/action',
              value: { action: { type: 'Action.Execute', verb, data } },
            }),
          ),
        );
      const task = (name: 'task/fetch' | 'task/submit', data: unknown) =>
        msp.does(async () =>
          msp.teams.forge.deliver(
            msp.teams.forge.activity('ben', 'personal', { type: 'invoke', name, value: { data } }),
          ),
        );
      await execute('ben', 'launch-missiles', { ticketId: id, version: 1 });
      await execute('ben', 'claim', { ticketId: '999999', version: 1 });
      await execute('ben', 'claim', 'not an object');
      const stranger = {
        id: '29:nobody-knows-me',
        aadObjectId: '99999999-9999-4999-8999-999999999999',
        name: 'Nobody',
      };
      await msp.does(async () =>
        msp.teams.forge.deliver({
          ...msp.teams.forge.activity('ben', 'channel', {
            type: 'invoke',
            name: 'adaptiveCard/action',
            value: { action: { type: 'Action.Execute', verb: 'claim', data: { ticketId: id, version: 1 } } },
          }),
          from: stranger,
        }),
      );
      await execute('ben', 'approve', { ticketId: id, version: 1, personId: agentOf(msp, msp.dana) });
      await execute('dana', 'approve', { ticketId: id, version: 1 });
      await execute('dana', 'retry-effect', { effectId: 'nothing' });
      await task('task/fetch', { verb: 'launch-missiles' });
      await task('task/fetch', { verb: 'override', ticketId: '999999', version: 1 });
      await task('task/submit', { verb: 'override', ticketId: id, version: 1, to: 'agent:999999', reason: 'workload' });
      await task('task/submit', undefined);
      await msp.does(async () =>
        msp.teams.forge.deliver(
          msp.teams.forge.activity('ben', 'personal', {
            type: 'invoke',
            name: 'application/search',
            value: { kind: 'search', queryText: '', queryOptions: { skip: 0, top: 15 }, dataset: 'x' },
          }),
        ),
      );
      await press(msp, person, myCard(person, 'Laptop keyboard'), 'claim');
      await execute('dana', 'claim', { ticketId: id, version: 1 });
      await msp.minutes(1);
    },
  },
];
