import { CloudAdapter } from 'botbuilder';
import type { Activity } from 'botbuilder';
import { validateAndFixActivity } from 'botbuilder/lib/activityValidator.js';
import { parseActivity } from './activity.ts';
import type { TeamsActivity } from './activity.ts';
import type { Authenticated } from './authenticate.ts';
import type { Turn, TurnAnswer } from './turn.ts';
import { AuthenticatedBefore, shutConnectors } from './unused-clients.ts';

/** CloudAdapter's status for an invoke that no handler answered. */
const NOT_IMPLEMENTED = 501;

/**
 * botbuilder's CloudAdapter, placed between our authentication and our turn. It gives people who extend the bot, or
 * bring code from another one, the SDK's TurnContext and its middleware (`adapter.use(…)`, in bot/index.ts).
 *
 * We bypass three of CloudAdapter's own behaviours: docs/platform/teams.md, “CloudAdapter answers errors with their
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
   * Runs one turn for an authenticated activity. Returns the turn's answer, or rethrows its error, even if an
   * `onTurnError` swallows that error: an empty 200 would lose what the user typed. Middleware that ends the turn early
   * answers in our place; if it sets no response, the answer is an empty 200.
   */
  async answer(authenticated: Authenticated, activity: TeamsActivity): Promise<TurnAnswer> {
    const ours: { answer?: Promise<TurnAnswer> } = {};
    const left = await this.processActivity(
      { ...authenticated, connectorFactory: shutConnectors },
      forSdk(activity),
      async (context) => {
        // Parsed here because middleware may change the activity; runs once even if middleware calls next twice.
        ours.answer ??= this.#turn(parseActivity(context.activity));
        await ours.answer;
      },
    );
    if (ours.answer !== undefined) return ours.answer;
    return left === undefined || left.status === NOT_IMPLEMENTED ? { status: 200 } : left;
  }
}

/**
 * Converts timestamps to dates, as middleware expects. Cast because the SDK's type requires fields that Teams omits.
 */
function forSdk(activity: TeamsActivity): Activity {
  return validateAndFixActivity(activity as unknown as Activity);
}
