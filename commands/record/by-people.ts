import type { SeenMessage } from '../../sim/teams/index.ts';
import { channelCard, fillsIn, myCard, whoIsAsked } from '../../harness/msp/trade.ts';
import { agentOf, asked, cardOf, dialog, otherThan, press, type Situation } from './acts.ts';

/** Texts of colleagues are untrusted too. */
const HANDED_OVER = 'Driver is installed, the [cable](https://evil.example) is not.';
const ANSWER = 'The <b>till</b> in shop 3';

/** What people do on an ordinary day: every button, every dialog, every chat command. */
export const BY_PEOPLE: readonly Situation[] = [
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
];
