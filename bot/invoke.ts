import { z } from 'zod';
import type { ActionAnswer, ChatIdentity, ChatInbound, DialogAnswer } from '../desk/ports/chat.ts';
import type { TeamsActivity } from './activity.ts';
import type { BotWords } from './words.ts';

/** The body of an HTTP response; undefined sends no body. */
export type InvokeBody = Readonly<Record<string, unknown>> | undefined;

/**
 * An invoke's handler, and how a plain text is wrapped in its response. Each kind of invoke has its own response shape.
 */
export interface Invoke {
  readonly run: (inbound: ChatInbound, who: ChatIdentity) => Promise<InvokeBody>;
  readonly say: (text: string) => InvokeBody;
}

const CARD = 'application/vnd.microsoft.card.adaptive';
const MESSAGE = 'application/vnd.microsoft.activity.message';
const SEARCH = 'application/vnd.microsoft.search.searchResponse';

/** Treats anything undocumented as absent: the desk judges the data, and Teams gets a polite answer. */
const actionSchema = z
  .object({
    action: z
      .object({ verb: z.string().max(256).catch(''), data: z.unknown().optional() })
      .optional()
      .catch(undefined),
    trigger: z.enum(['manual', 'automatic']).catch('manual'),
  })
  .catch({ action: undefined, trigger: 'manual' });
const dialogSchema = z.object({ data: z.unknown().optional() }).catch({ data: undefined });

/**
 * Parses an invoke without the SDK: docs/platform/teams.md, “The SDK's parser of invokes loses fields”. Response
 * shapes: https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format and
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
export function readInvoke(activity: TeamsActivity, words: BotWords): Invoke {
  switch (activity.name) {
    case 'adaptiveCard/action': {
      const { action, trigger } = actionSchema.parse(activity.value);
      return {
        say: sayInCard,
        run: async (inbound, who) =>
          action === undefined
            ? sayInCard(words.noAction)
            : actionBody(await inbound.action(who, action.verb, action.data, trigger)),
      };
    }
    case 'task/fetch':
    case 'task/submit': {
      const { data } = dialogSchema.parse(activity.value);
      const fetch = activity.name === 'task/fetch';
      return {
        say: sayInDialog,
        run: async (inbound, who) =>
          dialogBody(await (fetch ? inbound.openDialog(who, data) : inbound.submitDialog(who, data))),
      };
    }
    case 'application/search': {
      const empty = () => ({ statusCode: 200, type: SEARCH, value: { results: [] } });
      return { say: empty, run: async () => empty() };
    }
    default: {
      const extension = activity.name?.startsWith('composeExtension/') === true;
      const say = extension ? sayInExtension : sayInCard;
      return { say, run: async () => say(words.unknown) };
    }
  }
}

function sayInCard(text: string): InvokeBody {
  return { statusCode: 200, type: MESSAGE, value: text };
}

function sayInDialog(text: string): InvokeBody {
  return { task: { type: 'message', value: text } };
}

function sayInExtension(text: string): InvokeBody {
  return { composeExtension: { type: 'message', text } };
}

function actionBody(answer: ActionAnswer): InvokeBody {
  return 'card' in answer ? { statusCode: 200, type: CARD, value: answer.card } : sayInCard(answer.message);
}

function dialogBody(answer: DialogAnswer): InvokeBody {
  // An answer without a body closes the dialog.
  if ('close' in answer) return undefined;
  if ('message' in answer) return sayInDialog(answer.message);
  const { title, card, height } = answer.dialog;
  return {
    task: { type: 'continue', value: { title, height, width: 'medium', card: { contentType: CARD, content: card } } },
  };
}
