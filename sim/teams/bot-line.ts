import type { Clock } from '../../model/clock.ts';
import { withDeadline } from '../../model/deadline.ts';
import type { Log } from '../../model/log.ts';
import type { Faults } from './faults.ts';
import type { Identity } from './identity.ts';
import type { Json } from './state.ts';
import type { Traffic } from './traffic.ts';

/** The bot's response. `status` is undefined when none came in time. */
export interface BotAnswer {
  readonly status: number | undefined;
  readonly body: unknown;
}

/** Sends activities from Teams to the bot: signed posts, resent when the bot does not answer. */
export interface BotLine {
  deliver(activity: Json, o?: { authorization?: string }): Promise<BotAnswer>;
}

/** docs/platform/teams.md, “Teams sends an activity again after 15 seconds”. */
const ANSWER_WITHIN_MS = 15_000;

export function createBotLine(o: {
  clock: Clock;
  fetch: typeof fetch;
  identity: Identity;
  faults: Faults;
  traffic: Traffic;
  log: Log;
  endpoint: () => string;
  serviceUrl: () => string;
}): BotLine {
  async function once(activity: Json, authorization: string): Promise<BotAnswer> {
    const at = o.clock.now();
    const to = o.endpoint();
    let answer: BotAnswer;
    try {
      answer = await withDeadline(o.clock, ANSWER_WITHIN_MS, async (signal) => {
        const response = await o.fetch(to, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization },
          body: JSON.stringify(activity),
          signal,
        });
        return { status: response.status, body: parsed(await response.text()) };
      });
    } catch (error) {
      answer = { status: undefined, body: error instanceof Error ? error.message : String(error) };
    }
    if (answer.status === undefined) o.log.warn('sim.teams.no-answer', { activityId: activity['id'] });
    const name = activity['name'];
    o.traffic.add(
      {
        at,
        direction: 'in',
        method: 'POST',
        path: new URL(to).pathname,
        what: typeof name === 'string' ? name : String(activity['type']),
        activityId: String(activity['id']),
        status: answer.status,
      },
      activity,
      answer.body,
    );
    return answer;
  }

  return {
    async deliver(activity, how = {}) {
      const authorization = how.authorization ?? `Bearer ${await o.identity.channelToken(o.serviceUrl())}`;
      const started = o.clock.now();
      const first = await once(activity, authorization);
      // Teams resends messages but not invokes: their user sees "Unable to reach app" instead.
      const again = first.status === undefined && activity['type'] !== 'invoke';
      if (again || o.faults.takeResend()) {
        if (again) await o.clock.sleep(Math.max(0, ANSWER_WITHIN_MS - (o.clock.now() - started)));
        const second = await once(activity, authorization);
        return again ? second : first;
      }
      return first;
    },
  };
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
