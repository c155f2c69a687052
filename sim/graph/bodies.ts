import { z } from 'zod';
import { badRequest, Refusal } from './answer.ts';
import { dateTimeTimeZone } from './times.ts';

/** A Graph object: unknown properties are refused; `@odata.type` is optional. */
export const entity = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject({ '@odata.type': z.string().optional(), ...shape });

const emailAddress = entity({ name: z.string().nullish(), address: z.string() });
export const recipient = entity({ emailAddress });
export const recipients = z.array(recipient);

const address = entity({
  street: z.string().nullish(),
  city: z.string().nullish(),
  state: z.string().nullish(),
  countryOrRegion: z.string().nullish(),
  postalCode: z.string().nullish(),
});
export const location = entity({
  displayName: z.string().nullish(),
  locationEmailAddress: z.string().nullish(),
  locationUri: z.string().nullish(),
  locationType: z
    .enum([
      'default',
      'conferenceRoom',
      'homeAddress',
      'businessAddress',
      'geoCoordinates',
      'streetAddress',
      'hotel',
      'restaurant',
      'localBusiness',
      'postalAddress',
    ])
    .nullish(),
  uniqueId: z.string().nullish(),
  uniqueIdType: z.string().nullish(),
  address: address.nullish(),
  coordinates: entity({
    latitude: z.number().nullish(),
    longitude: z.number().nullish(),
    altitude: z.number().nullish(),
    accuracy: z.number().nullish(),
    altitudeAccuracy: z.number().nullish(),
  }).nullish(),
});

const bodyType = z.preprocess(
  (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  z.enum(['text', 'html']),
);
export const itemBody = entity({ contentType: bodyType, content: z.string() });
export const extendedProperties = z.array(entity({ id: z.string(), value: z.string() }));

/** The event properties that a caller may write (graph-conformance, type `event`). */
export const eventBody = entity({
  subject: z.string().nullish(),
  body: itemBody.nullish(),
  start: dateTimeTimeZone.optional(),
  end: dateTimeTimeZone.optional(),
  location: location.nullish(),
  locations: z.array(location).optional(),
  attendees: z
    .array(
      entity({
        emailAddress,
        type: z.enum(['required', 'optional', 'resource']).optional(),
        status: z.unknown().optional(),
        proposedNewTime: z.unknown().optional(),
      }),
    )
    .optional(),
  showAs: z.enum(['unknown', 'free', 'tentative', 'busy', 'oof', 'workingElsewhere']).optional(),
  isAllDay: z.boolean().optional(),
  sensitivity: z.enum(['normal', 'personal', 'private', 'confidential']).optional(),
  importance: z.enum(['low', 'normal', 'high']).optional(),
  isReminderOn: z.boolean().optional(),
  reminderMinutesBeforeStart: z.number().int().optional(),
  categories: z.array(z.string()).optional(),
  transactionId: z.string().nullish(),
  singleValueExtendedProperties: extendedProperties.optional(),
  allowNewTimeProposals: z.boolean().optional(),
  hideAttendees: z.boolean().optional(),
  responseRequested: z.boolean().optional(),
  isOnlineMeeting: z.boolean().optional(),
  onlineMeetingProvider: z.enum(['unknown', 'skypeForBusiness', 'skypeForConsumer', 'teamsForBusiness']).optional(),
  recurrence: z.null().optional(),
});
export type EventBody = z.infer<typeof eventBody>;

export const messageBody = entity({
  subject: z.string().nullish(),
  body: itemBody.nullish(),
  toRecipients: recipients.optional(),
  ccRecipients: recipients.optional(),
  bccRecipients: recipients.optional(),
  replyTo: recipients.optional(),
  from: recipient.nullish(),
  sender: recipient.nullish(),
  importance: z.enum(['low', 'normal', 'high']).optional(),
  categories: z.array(z.string()).optional(),
  isRead: z.boolean().optional(),
  isDeliveryReceiptRequested: z.boolean().nullish(),
  isReadReceiptRequested: z.boolean().nullish(),
  internetMessageHeaders: z.array(entity({ name: z.string(), value: z.string() })).optional(),
  singleValueExtendedProperties: extendedProperties.optional(),
  attachments: z
    .array(
      // docs/platform/graph.md, “An attachment must name its type”.
      z.strictObject({
        '@odata.type': z.enum(['#microsoft.graph.fileAttachment', 'microsoft.graph.fileAttachment']),
        name: z.string(),
        contentType: z.string().nullish(),
        contentBytes: z.base64(),
        contentId: z.string().nullish(),
        isInline: z.boolean().optional(),
      }),
    )
    .optional(),
});
export type MessageBody = z.infer<typeof messageBody>;

/** Parses a body like Graph's OData reader. `type` appears in the error messages. Throws Refusal. */
export function read<T>(schema: z.ZodType<T>, body: unknown, type: string): T {
  if (body === undefined) throw badRequest('Empty Payload. JSON content expected.');
  const result = schema.safeParse(withoutAnnotations(body));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue?.code === 'unrecognized_keys')
    throw new Refusal(
      400,
      'RequestBodyRead',
      `The property '${issue.keys[0] ?? ''}' does not exist on type 'microsoft.graph.${type}'. Make sure to only use property names that are defined by the type.`,
    );
  throw new Refusal(
    400,
    'RequestBodyRead',
    `Cannot read the property '${issue?.path.join('/') ?? ''}' of type 'microsoft.graph.${type}': ${issue?.message ?? ''}`,
  );
}

/** Drops annotations such as `@odata.context`, which do not belong to the data; `@odata.type` does. */
function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key === '@odata.type' || !key.includes('@'))
      .map(([key, inner]) => [key, withoutAnnotations(inner)]),
  );
}

/** The parameters of an action (docs/platform/graph.md, “Names of action parameters ignore case”). */
export function lowerKeys(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]));
}

/** `String {guid} Name callboard-key` (https://learn.microsoft.com/graph/api/resources/extended-properties-overview). */
export function checkPropertyId(id: string): void {
  const named = /^(String|Integer|Boolean|SystemTime|CLSID) \{[0-9a-f-]{36}\} (Name \S.*|Id 0x[0-9a-f]+)$/i;
  const tagged = /^(String|Integer|Boolean|SystemTime) 0x[0-9a-f]+$/i;
  if (!named.test(id) && !tagged.test(id))
    throw new Refusal(400, 'ErrorInvalidProperty', `The property id '${id}' is invalid.`);
}
