import { z } from 'zod';
import type { TeamsActivity } from './activity.ts';

const mentionSchema = z.object({
  type: z.literal('mention'),
  text: z.string().min(1),
  mentioned: z.object({ id: z.string() }),
});

/**
 * The text a person typed, without mentions of the bot; mentions of other people become their names. The SDK's own
 * function is unsuitable: docs/platform/teams.md, “A mention leaves a no-break space behind”.
 */
export function typedText(activity: TeamsActivity): string {
  let text = activity.text ?? '';
  for (const entity of activity.entities) {
    const mention = mentionSchema.safeParse(entity);
    if (mention.success && mention.data.mentioned.id === activity.recipient?.id) {
      text = text.replaceAll(mention.data.text, ' ');
    }
  }
  return text
    .replaceAll(/<\/?at\b[^<>]*>/gi, '')
    .replaceAll(/&nbsp;|\u00a0/gi, ' ')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
}
