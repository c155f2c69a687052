import { z } from 'zod';
import { Refusal } from './refusal.ts';

const id = z.string().min(1).max(2_048);
const account = z.looseObject({
  id,
  name: z.string().max(512).optional(),
  aadObjectId: z.string().max(128).optional(),
});

/**
 * The fields of an activity that we read; all others pass through unchecked. Texts have a maximum length. Shape:
 * https://github.com/microsoft/botframework-sdk/blob/main/specs/botframework-activity/botframework-activity.md
 */
const activitySchema = z.looseObject({
  type: z.string().min(1).max(64),
  id: id.optional(),
  name: z.string().max(256).optional(),
  channelId: z.string().min(1).max(64),
  /** Required: docs/platform/teams.md, “Without a service address the SDK compares none”. */
  serviceUrl: z.url({ protocol: /^https?$/ }).max(2_048),
  from: account,
  recipient: account.optional(),
  conversation: z.looseObject({
    id,
    conversationType: z.string().max(64).optional(),
    tenantId: z.string().max(128).optional(),
  }),
  channelData: z
    .looseObject({ tenant: z.looseObject({ id: z.string().max(128) }).optional() })
    .nullish()
    .transform((data) => data ?? undefined),
  text: z
    .string()
    .nullish()
    .transform((text) => text ?? undefined),
  entities: z
    .array(z.looseObject({ type: z.string().optional() }))
    .nullish()
    .transform((entities) => entities ?? []),
  value: z.unknown().optional(),
  action: z.string().max(64).optional(),
  membersAdded: z.array(z.looseObject({ id })).optional(),
  membersRemoved: z.array(z.looseObject({ id })).optional(),
});
export type TeamsActivity = z.infer<typeof activitySchema>;

/**
 * Parses an activity. The refusal names the invalid fields, never their values.
 *
 * @throws Refusal with status 400.
 */
export function parseActivity(body: unknown): TeamsActivity {
  const parsed = activitySchema.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'body'));
  throw new Refusal(400, 'INPUT_INVALID', `Not an activity: check ${[...fields].slice(0, 5).join(', ')}.`);
}
