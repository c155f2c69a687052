import type { SeenMessage, TeamsUser } from '../../sim/teams/index.ts';
import type { MspOptions, SmallMsp } from '../../test/helpers/small-msp.ts';
import { MONDAY } from '../../test/helpers/small-msp.ts';
import { channelCard, fillsIn, myCard, whoIsAsked } from '../../test/helpers/trade.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

/** A piece of a working day, played with real requests on every leg. */
export interface Situation {
  readonly name: string;
  readonly options?: MspOptions;
  /** Texts of clients and colleagues that may hold markup. */
  readonly untrusted?: readonly string[];
  readonly play: (msp: SmallMsp) => Promise<void>;
}

const HOUR = 3_600_000;
/** Words of colleagues are foreign too. */
const HANDED_OVER = 'Driver is installed, the [cable](https://evil.example) is not.';
const ANSWER = 'The <b>till</b> in shop 3';

/** Presses a button by its verb, as the person sees the card. */
const press = (msp: SmallMsp, person: TeamsUser, card: SeenMessage, verb: string) =>
  msp.does(() => person.click(card.id, verb));

/** Opens a dialog by its verb and sends it filled in; a wrong answer comes back as the dialog with its mistake. */
async function dialog(
  msp: SmallMsp,
  person: TeamsUser,
  card: SeenMessage,
  verb: string,
  inputs: Record<string, string>,
) {
  await msp.does(() => person.openDialog(card.id, verb));
  return msp.does(() => person.submitDialog(inputs));
}

function agentOf(msp: SmallMsp, person: TeamsUser): string {
  return `agent:${msp.agents[person.person.key as keyof SmallMsp['agents']]}`;
}

function otherThan(msp: SmallMsp, ...not: readonly TeamsUser[]): TeamsUser {
  const found = msp.technicians.find((person) => !not.includes(person));
  if (!found) throw new Error('there is nobody else');
  return found;
}

/** The newest card of a ticket, whatever it says, in front of somebody. */
function cardOf(person: TeamsUser, ticket: number): SeenMessage {
  const found = person.cards().findLast(({ card }) => JSON.stringify(card).includes(`"ticketId":"${ticket}"`));
  if (!found) throw new Error(`${person.person.name} has no card of ticket ${ticket}`);
  return found;
}

/** A ticket comes in and somebody is asked. */
async function asked(msp: SmallMsp, words: string): Promise<{ ticket: number; person: TeamsUser }> {
  const ticket = msp.ticket(words, 'It has been like this since this morning. Please call me. Erika');
  await msp.minutes(1);
  return { ticket, person: whoIsAsked(msp, words) };
}

/** Each kind of thing that people and systems say to each other, at least once. */
export const SITUATIONS: readonly Situation[] = [
  {
    name: 'a Monday morning',
    async play(msp) {
      const { person } = await asked(msp, 'Outlook will not open');
      await msp.does(() => person.open('personal'));
      await press(msp, person, myCard(person, 'Outlook'), 'claim');
      await msp.minutes(1);
      await msp.does(() => person.refresh(myCard(person, 'Outlook').id));
      await msp.does(() => msp.dana.open('channel'));
    },
  },
  {
    name: 'claimed, taken back, claimed by another',
    async play(msp) {
      const { person } = await asked(msp, 'Outlook will not open');
      await press(msp, person, myCard(person, 'Outlook'), 'claim');
      await press(msp, person, myCard(person, 'Outlook'), 'undo');
      await msp.minutes(2);
      const next = whoIsAsked(msp, 'Outlook');
      await press(msp, next, myCard(next, 'Outlook'), 'claim');
      await msp.minutes(2);
    },
  },
  {
    name: 'what a dispatcher decides',
    async play(msp) {
      const { person } = await asked(msp, 'VPN drops every ten minutes');
      await press(msp, msp.dana, channelCard(msp.dana, 'VPN drops'), 'approve');
      await msp.minutes(1);
      const other = otherThan(msp, person);
      await fillsIn(msp, msp.dana, channelCard(msp.dana, 'VPN drops'), 'Give to', {
        to: agentOf(msp, other),
        reason: 'workload',
      });
      await msp.clock.advance(20_000);
      await press(msp, msp.dana, channelCard(msp.dana, 'VPN drops'), 'undo');
      await msp.minutes(2);
    },
  },
  {
    name: 'said no to, handed over, given back',
    untrusted: [HANDED_OVER],
    async play(msp) {
      const { person } = await asked(msp, 'Scanner does not scan');
      const offer = myCard(person, 'Scanner');
      await dialog(msp, person, offer, 'decline', { reason: 'other', words: '' });
      await msp.does(() => person.submitDialog({ reason: 'other', words: 'On the road until noon' }));
      await msp.minutes(1);
      const owner = whoIsAsked(msp, 'Scanner');
      await press(msp, owner, myCard(owner, 'Scanner'), 'claim');
      await msp.minutes(1);
      const next = otherThan(msp, owner, person);
      await dialog(msp, owner, myCard(owner, 'Scanner'), 'hand-over', {
        to: agentOf(msp, next),
        note: HANDED_OVER,
      });
      await msp.minutes(1);
      await dialog(msp, next, myCard(next, 'Scanner'), 'release', { reason: 'missing-skill', words: '' });
      await msp.minutes(2);
    },
  },
  {
    name: 'taken from under a colleague, with a reason',
    async play(msp) {
      const { person } = await asked(msp, 'Printer on the second floor jams');
      const other = otherThan(msp, person);
      await dialog(msp, other, channelCard(other, 'second floor'), 'claim-other', {
        reason: 'knows-client',
        words: '',
      });
      await msp.minutes(1);
      await msp.does(() => person.refresh(myCard(person, 'second floor').id));
    },
  },
  {
    name: 'overrides that wait for a dispatcher',
    options: { policy: { overrideNeedsApproval: true } },
    async play(msp) {
      for (const [words, verb] of [
        ['Printer on the second floor jams', 'accept-proposal'],
        ['Label printer prints blank labels', 'reject-proposal'],
      ] as const) {
        const { person } = await asked(msp, words);
        await dialog(msp, person, myCard(person, words), 'override', {
          to: agentOf(msp, otherThan(msp, person)),
          reason: 'better-skill',
          words: 'Did the same last week',
        });
        await msp.clock.advance(20_000);
        await press(msp, msp.dana, channelCard(msp.dana, words), verb);
        await msp.minutes(1);
      }
    },
  },
  {
    name: 'questions that triage asks',
    untrusted: [ANSWER],
    async play(msp) {
      const ticket = msp.ticket('Help', 'It does not work.');
      await msp.minutes(2);
      const opened = await msp.does(() => msp.dana.openDialog(cardOf(msp.dana, ticket).id, 'answer'));
      const field = /"id":"(answer-[^"]+)"/.exec(JSON.stringify(opened.card))?.[1] ?? '';
      await msp.does(() => msp.dana.submitDialog({ [field]: ANSWER }));
      await msp.minutes(2);
    },
  },
  {
    name: 'a long queue',
    async play(msp) {
      for (let n = 1; n <= 14; n += 1) msp.ticket(`Keyboard ${n} is broken`, 'Three keys are missing.');
      await msp.minutes(2);
      await msp.does(() => msp.dana.say('queue'));
      await msp.minutes(1);
      const queue = () => {
        const isQueue = ({ card }: SeenMessage) => /"verb":"(pause|resume)"/.test(JSON.stringify(card));
        const found = msp.dana.channel().findLast(isQueue);
        if (!found) throw new Error('there is no queue card in the channel');
        return found;
      };
      await dialog(msp, msp.dana, queue(), 'pause', { reason: 'meeting', words: '' });
      await msp.minutes(1);
      await press(msp, msp.dana, queue(), 'resume');
      await msp.minutes(15);
    },
  },
  {
    name: 'words that people type',
    async play(msp) {
      for (const words of ['help', 'hello', 'queue', 'trouble', 'pause', 'resume', 'open the pod bay doors', '']) {
        await msp.does(() => msp.dana.say(words));
        await msp.does(() => msp.ben.say(words));
        await msp.clock.advance(20_000);
      }
      await msp.does(() => msp.dana.mention('queue'));
      await msp.does(() => msp.dana.mention('dispatch here'));
      await msp.does(() => msp.ben.mention('dispatch here'));
      await msp.minutes(1);
    },
  },
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
      await press(msp, msp.dana, myCard(msp.dana, 'second floor'), 'claim');
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
        // A tap on the card of before: the PSA has won, and the card says so.
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
