import { CloudAdapter } from 'botbuilder';
import type { Activity } from 'botbuilder';
import { validateAndFixActivity } from 'botbuilder/lib/activityValidator.js';
import { parseActivity } from './activity.ts';
import type { TeamsActivity } from './activity.ts';
import type { Authenticated } from './authenticate.ts';
import type { Turn, TurnAnswer } from './turn.ts';
import { AuthenticatedBefore, shutConnectors } from './unused-clients.ts';

/** What CloudAdapter says of an invoke that nobody answered. */
const NOT_IMPLEMENTED = 501;

/**
 * botbuilder's CloudAdapter, between our own authentication and our own turn: the SDK's TurnContext and its middleware
 * (`adapter.use(…)`, in bot/index.ts) are there for whoever extends the bot or brings code from another.
 *
 * What CloudAdapter would do otherwise stays outside: docs/platform/teams.md, “CloudAdapter answers errors with their
 * text”, docs/platform/teams.md, “The SDK's parser of invokes loses fields”, and docs/platform/teams.md, “The SDK
 * repeats messages by itself and waits without end”.
 */
export class TeamsAdapter extends CloudAdapter {
  readonly #turn: Turn;

  constructor(turn: Turn) {
    super(new AuthenticatedBefore());
    this.#turn = turn;
  }

  /**
   * Runs one turn for an activity that was let in. The turn's own answer, or its own error, comes out as it is, also
   * when an `onTurnError` keeps the error to itself: a 200 would lose what was typed. A middleware that ends the turn
   * before it reaches us answers in our place; without a word of its own that is an empty 200.
   */
  async answer(authenticated: Authenticated, activity: TeamsActivity): Promise<TurnAnswer> {
    const ours: { answer?: Promise<TurnAnswer> } = {};
    const left = await this.processActivity(
      { ...authenticated, connectorFactory: shutConnectors },
      forSdk(activity),
      async (context) => {
        // Parsed here, since middleware may change what was said; and done once, should it call us twice.
        ours.answer ??= this.#turn(parseActivity(context.activity));
        await ours.answer;
      },
    );
    if (ours.answer !== undefined) return ours.answer;
    return left === undefined || left.status === NOT_IMPLEMENTED ? { status: 200 } : left;
  }
}

/** With its times as dates, as middleware knows it. The SDK's type asks for fields that Teams leaves out. */
function forSdk(activity: TeamsActivity): Activity {
  return validateAndFixActivity(activity as unknown as Activity);
}
