import type { ChatIdentity, ChatInbound } from '../desk/ports/chat.ts';
import type { Clock } from '../model/clock.ts';
import { asCoded } from '../model/errors.ts';
import type { Log } from '../model/log.ts';
import type { TeamsActivity } from './activity.ts';
import type { BotConfig } from './config.ts';
import { identityOf } from './identity.ts';
import { readInvoke } from './invoke.ts';
import { errorId, Refusal } from './refusal.ts';
import { typedText } from './text.ts';
import { WORDS } from './words.ts';

/** Answer before Teams times out: docs/platform/teams.md, “A card action must be answered within seconds”. */
const SPEAK_WITHIN_MS = 8_000;

export interface TurnAnswer {
  readonly status: number;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
}
const DONE: TurnAnswer = { status: 200 };

/** Passes an authenticated activity to the desk and translates the desk's answer for Teams. */
export type Turn = (activity: TeamsActivity) => Promise<TurnAnswer>;

export function createTurn(o: { config: BotConfig; inbound: ChatInbound; clock: Clock; log: Log }): Turn {
  const { inbound, clock, log } = o;

  /** Logs the error's code and stack frames but not its text, which may quote a client. */
  function report(event: string, activity: TeamsActivity, error: unknown): string {
    const id = errorId(activity.conversation.id, activity.id);
    const { code, stack } = asCoded(error);
    const frames = (error instanceof Error ? error.stack : stack)?.split('\n').filter((line) => /^\s+at /.test(line));
    log.error(event, { errorId: id, code, kind: activity.name ?? activity.type, frames: frames?.slice(0, 6) });
    return id;
  }

  async function invoke(activity: TeamsActivity, who: ChatIdentity | undefined): Promise<TurnAnswer> {
    const words = WORDS.en;
    const { run, say } = readInvoke(activity, words);
    if (!who) return { status: 200, body: say(words.nobody) };
    const work = run(inbound, who).catch((error: unknown) =>
      say(words.failed(report('bot.invoke-failed', activity, error))),
    );
    let cancel = () => {};
    const slow = new Promise<'slow'>((resolve) => {
      cancel = clock.after(SPEAK_WITHIN_MS, () => resolve('slow'));
    });
    const first = await Promise.race([work, slow]);
    cancel();
    if (first !== 'slow') return { status: 200, body: first };
    log.warn('bot.invoke-slow', { kind: activity.name, afterMs: SPEAK_WITHIN_MS });
    return { status: 200, body: say(words.slow) };
  }

  /** Reports failures to Teams, which may then resend the activity, so nothing a person typed is lost. */
  async function event(activity: TeamsActivity, work: () => Promise<void>): Promise<TurnAnswer> {
    try {
      await work();
      return DONE;
    } catch (error) {
      const id = report('bot.turn-failed', activity, error);
      throw new Refusal(500, 'INTERNAL', `That did not work, and the fault is ours (${id}).`);
    }
  }

  return async (activity) => {
    const who = identityOf(activity, o.config);
    if (activity.type === 'invoke') return invoke(activity, who);
    if (!who) return DONE;
    if (activity.type === 'message') {
      return event(activity, () => inbound.message(who, typedText(activity), activity.value ?? undefined));
    }
    const change = membership(activity);
    if (change === 'installed') return event(activity, () => inbound.installed(who));
    if (change === 'removed') return event(activity, () => inbound.removed(who));
    return DONE;
  };
}

/**
 * Whether the app was installed or removed in this conversation: docs/platform/teams.md, “Uninstalling is told by
 * installationUpdate alone”. The desk ignores duplicates.
 */
function membership(activity: TeamsActivity): 'installed' | 'removed' | undefined {
  const bot = activity.recipient?.id;
  if (activity.type === 'installationUpdate') {
    if (activity.action === 'add' || activity.action === 'add-upgrade') return 'installed';
    if (activity.action === 'remove' || activity.action === 'remove-upgrade') return 'removed';
  }
  if (activity.type === 'conversationUpdate' && bot !== undefined) {
    if (activity.membersAdded?.some((member) => member.id === bot) === true) return 'installed';
    if (activity.membersRemoved?.some((member) => member.id === bot) === true) return 'removed';
  }
  return undefined;
}
