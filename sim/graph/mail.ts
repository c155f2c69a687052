import { z } from 'zod';
import { accepted, created, itemNotFound, noContent, preferences, Refusal, type Call, type Handler } from './answer.ts';
import { checkPropertyId, lowerKeys, messageBody, read, type MessageBody } from './bodies.ts';
import { immutableId, restId } from './ids.ts';
import { context, entityAnswer, expandedProperties, list, type ListingRules, type Row } from './listing.ts';
import type { MessageRow, UserRow } from './rows.ts';
import type { GraphState } from './state.ts';
import { utcStamp } from './times.ts';

const MINUTE = 60_000;
/** docs/platform/graph.md, “A mailbox sends thirty mails a minute”. */
const PER_MINUTE = 30;
/** Limit on custom headers per message; more are refused. */
const MOST_HEADERS = 5;

const MESSAGE_RULES: ListingRules = {
  type: 'message',
  page: 10,
  most: 1_000,
  // Graph cannot filter by internetMessageHeaders, but by an extended property.
  filterable: [
    'subject',
    'sentDateTime',
    'receivedDateTime',
    'createdDateTime',
    'lastModifiedDateTime',
    'isDraft',
    'isRead',
    'hasAttachments',
    'from',
    'internetMessageId',
    'parentFolderId',
    'categories',
    'singleValueExtendedProperties',
  ],
  orderable: ['sentDateTime', 'receivedDateTime', 'createdDateTime', 'subject'],
  selectable: ['singleValueExtendedProperties', 'internetMessageHeaders'],
  onDemand: ['internetMessageHeaders'],
};

const sendMailBody = z.strictObject({ message: messageBody, savetosentitems: z.boolean().optional() });

/** `/users/{user}/sendMail` and `/users/{user}/messages`. */
export function mailResource(
  state: GraphState,
): Readonly<Record<'sendMail' | 'list' | 'get' | 'post' | 'remove' | 'send', Handler>> {
  const sending = new Map<string, number[]>();
  const owner = (call: Call) => state.mailboxOf(call.params['user'] ?? '');
  const found = (call: Call, user: UserRow): MessageRow => {
    const message = state.messages.get(immutableId(call.params['message'] ?? ''));
    if (!message || message.mailbox !== user.mail.toLowerCase() || message.visibleAt > state.clock.now())
      throw itemNotFound();
    return message;
  };
  function countSend(user: UserRow): void {
    const now = state.clock.now();
    const recent = (sending.get(user.id) ?? []).filter((at) => at > now - MINUTE);
    if (recent.length >= PER_MINUTE)
      throw new Refusal(429, 'ApplicationThrottled', 'Application is over its MessageSend limit.', {
        'retry-after': '30',
      });
    sending.set(user.id, [...recent, now]);
  }

  return {
    // 202 means only that Exchange accepted the message. There is no key: a repeat sends a second mail.
    sendMail: (call) => {
      const user = owner(call);
      const { message, savetosentitems } = read(sendMailBody, lowerKeys(call.body), 'sendMail');
      const draft = drafted(user, message);
      checkRecipients(draft);
      countSend(user);
      deliver(state, draft, { keep: savetosentitems ?? true });
      return accepted;
    },
    list: (call) => {
      const user = owner(call);
      const now = state.clock.now();
      const rows = [...state.messages.values()]
        .filter((message) => message.mailbox === user.mail.toLowerCase() && message.visibleAt <= now)
        .sort((a, b) => b.sentAt - a.sentAt);
      return list(
        call,
        MESSAGE_RULES,
        rows.map((message) => messageRow(state, call, message)),
      );
    },
    get: (call) => entityAnswer(call, MESSAGE_RULES, messageRow(state, call, found(call, owner(call)))),
    post: (call) => {
      const user = owner(call);
      const draft = drafted(user, read(messageBody, call.body, 'message'));
      const message = keep(state, draft, user.mail, 'drafts', state.clock.now());
      return created({ '@odata.context': context(call), ...messageRow(state, call, message).json });
    },
    remove: (call) => {
      found(call, owner(call)).folder = 'deleteditems';
      return noContent;
    },
    // The draft moves to Sent Items and keeps its immutable id (learn.microsoft.com/graph/outlook-immutable-id).
    send: (call) => {
      const user = owner(call);
      const draft = found(call, user);
      if (draft.folder !== 'drafts') throw new Refusal(400, 'ErrorInvalidOperation', 'The message is not a draft.');
      checkRecipients(draft);
      countSend(user);
      deliver(state, draft, { keep: false });
      draft.folder = 'sentitems';
      return accepted;
    },
  };
}

export type Draft = Pick<MessageRow, 'from' | 'to' | 'subject' | 'contentType' | 'content'> &
  Partial<Pick<MessageRow, 'cc' | 'bcc' | 'headers' | 'extended' | 'attachments'>>;

/** Delivers a mail to all recipients, inside and outside the tenant, and keeps it in Sent Items if asked to. */
export function deliver(state: GraphState, draft: Draft, how: { keep: boolean } = { keep: true }): void {
  const visibleAt = state.clock.now() + state.settings.lag.mailMs;
  if (how.keep) keep(state, draft, draft.from.address, 'sentitems', visibleAt);
  const all = [...draft.to, ...(draft.cc ?? []), ...(draft.bcc ?? [])];
  for (const address of new Set(all.map((one) => one.address.toLowerCase())))
    keep(state, { ...draft, bcc: [], extended: new Map() }, address, 'inbox', visibleAt);
}

function keep(
  state: GraphState,
  draft: Draft,
  mailbox: string,
  folder: MessageRow['folder'],
  visibleAt: number,
): MessageRow {
  const now = state.clock.now();
  const message: MessageRow = {
    cc: [],
    bcc: [],
    headers: [],
    extended: new Map(),
    attachments: [],
    ...draft,
    id: state.nextId('message'),
    mailbox: mailbox.toLowerCase(),
    folder,
    internetMessageId: `<${state.count('internet message')}@simulated.prod.outlook.com>`,
    sentAt: now,
    visibleAt,
  };
  state.messages.set(message.id, message);
  return message;
}

function drafted(user: UserRow, message: MessageBody): Draft {
  const headers = message.internetMessageHeaders ?? [];
  const wrong = headers.find(({ name }) => !/^x-/i.test(name));
  if (wrong)
    throw new Refusal(
      400,
      'InvalidInternetMessageHeader',
      `The internet message header name '${wrong.name}' should start with 'x-' or 'X-'.`,
    );
  if (headers.length > MOST_HEADERS)
    throw new Refusal(
      400,
      'InvalidInternetMessageHeaderCollection',
      `Maximum number of headers in one message should be less than or equal to ${MOST_HEADERS}.`,
    );
  for (const { id } of message.singleValueExtendedProperties ?? []) checkPropertyId(id);
  const people = (list: MessageBody['toRecipients']) =>
    (list ?? []).map(({ emailAddress }) => ({ name: emailAddress.name ?? '', address: emailAddress.address }));
  return {
    from: { name: user.displayName, address: user.mail },
    to: people(message.toRecipients),
    cc: people(message.ccRecipients),
    bcc: people(message.bccRecipients),
    subject: message.subject ?? '',
    contentType: message.body?.contentType ?? 'text',
    content: message.body?.content ?? '',
    headers: headers.map(({ name, value }) => ({ name, value })),
    extended: new Map((message.singleValueExtendedProperties ?? []).map((p) => [p.id, p.value])),
    attachments: (message.attachments ?? []).map((one) => ({
      name: one.name,
      contentType: one.contentType ?? 'application/octet-stream',
      contentBytes: one.contentBytes,
    })),
  };
}

function checkRecipients(draft: Draft): void {
  const all = [...draft.to, ...(draft.cc ?? []), ...(draft.bcc ?? [])];
  if (all.length === 0 || all.some(({ address }) => !/^[^\s@<>]+@[^\s@<>]+$/.test(address)))
    throw new Refusal(400, 'ErrorInvalidRecipients', "At least one recipient isn't valid.");
}

function messageRow(state: GraphState, call: Call, message: MessageRow): Row {
  const { immutableIds } = preferences(call);
  const all = [...message.extended].map(([id, value]) => ({ id, value }));
  const wanted = expandedProperties(call);
  const shown = all.filter(({ id }) => wanted.includes(id));
  const people = (list: readonly { name: string; address: string }[]) => list.map((emailAddress) => ({ emailAddress }));
  const hidden = message.folder === 'sentitems' && !state.settings.mail.sentItemsShowHeaders;
  const at = utcStamp(message.sentAt);
  const json = {
    id: immutableIds ? message.id : restId(message.id),
    createdDateTime: at,
    lastModifiedDateTime: at,
    receivedDateTime: at,
    sentDateTime: at,
    hasAttachments: message.attachments.length > 0,
    internetMessageId: message.internetMessageId,
    subject: message.subject,
    bodyPreview: message.content.replace(/<[^>]*>/g, '').slice(0, 255),
    importance: 'normal',
    parentFolderId: `AQMkAD-${message.folder}AAA=`,
    isDraft: message.folder === 'drafts',
    isRead: false,
    categories: [],
    body: { contentType: message.contentType, content: message.content },
    sender: { emailAddress: message.from },
    from: { emailAddress: message.from },
    toRecipients: people(message.to),
    ccRecipients: people(message.cc),
    bccRecipients: people(message.bcc),
    ...(hidden || message.headers.length === 0 ? {} : { internetMessageHeaders: message.headers }),
    ...(shown.length === 0 ? {} : { singleValueExtendedProperties: shown }),
  };
  return { json, seen: { ...json, singleValueExtendedProperties: all } };
}
