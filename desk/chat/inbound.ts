import {
  DIALOGS,
  failureWords,
  noticeText,
  parseCommand,
  parseDialog,
  parseDialogSubmit,
  type NoticeKey,
  type NoticeValues,
} from '../../cards/index.ts';
import { noticeOn } from '../../cards/notice-on.ts';
import type { Command, DialogRequest } from '../../model/command.ts';
import { asCoded, type ErrorCode } from '../../model/errors.ts';
import type { Person } from '../../model/person.ts';
import { whileBusy } from '../../model/while-busy.ts';
import { activityKey, handle } from '../commands/index.ts';
import { dialogView, freshCard, noticeFor, REFUSALS } from './answers.ts';
import { type CommandResult } from '../../model/command.ts';
import type { DeskDeps } from '../deps.ts';
import { may, personOf, remember } from '../people/index.ts';
import { readerOf } from '../posts/index.ts';
import { isNoticePosted, postNotice, sendNoticeNow } from './notices.ts';
import { runChatCommand } from './chat-commands.ts';
import { inTime, untilCommitted } from '../records/index.ts';
import type { ActionAnswer, ChatIdentity, ChatInbound, DialogAnswer } from '../ports/chat.ts';
import type { Doc } from '../ports/store.ts';
import { openAsk } from '../tickets/index.ts';

const LOOK_UP_AGAIN_MS = 60_000;
/**
 * A person gets an answer before Teams stops waiting for one, ms: docs/platform/teams.md, “A card action must be
 * answered within seconds”. After TRY_FOR_MS, no new attempt is started.
 */
const ANSWER_WITHIN_MS = 7_000;
const TRY_FOR_MS = 6_000;

/** Errors that have an answer of their own, because they are not our failure. */
const WORDS_OF: Readonly<Partial<Record<ErrorCode, NoticeKey>>> = {
  PERSON_UNKNOWN: 'stranger',
  STORE_UNREACHABLE: 'busy',
  // The command lost eight races in a row (records/until-committed.ts). The next tap will work.
  STORE_CONFLICT: 'busy',
  STORE_DUPLICATE: 'busy',
};

/**
 * Handles everything that people do in Teams: buttons, dialogs and typed messages. Each gets an understandable answer,
 * whatever the input, and no error text reaches people. `moved` is called when something may have changed.
 */
export function chatInbound(deps: DeskDeps, moved: () => void): ChatInbound {
  const { store, log, ids } = deps;

  /** When unknown people were last looked up, so that repeated taps do not cost Teams requests. */
  const lookedUp = new Map<string, number>();

  /**
   * Identifies the person. Somebody new is looked up by mail address, even if Teams never reported their installation.
   */
  async function recognise(who: ChatIdentity): Promise<Doc<Person>> {
    try {
      return await personOf(store, who);
    } catch (error) {
      const now = deps.clock.now();
      if (now - (lookedUp.get(who.entraId) ?? -Infinity) < LOOK_UP_AGAIN_MS) throw error;
      if (lookedUp.size > 10_000) lookedUp.clear();
      lookedUp.set(who.entraId, now);
      const mail = await deps.chat.mailOf(who.conversation, who.teamsId).catch(() => undefined);
      await remember(store, who, mail);
      return personOf(store, who);
    }
  }

  /**
   * Runs the work for a known person. Unknown people and failures of ours get a notice. While the store is changing
   * over, the work is retried from the start; the activity's key prevents doing it twice (activity-dedup.ts).
   */
  async function asPerson<T>(
    who: ChatIdentity,
    otherwise: (text: string, key: NoticeKey) => T,
    work: (person: Person) => Promise<T>,
  ): Promise<T> {
    const began = deps.clock.now();
    try {
      return await inTime(deps.clock, ANSWER_WITHIN_MS, () =>
        whileBusy(deps.clock, began + TRY_FOR_MS, async () => {
          const person = await recognise(who);
          await remember(store, who);
          return work(person.data);
        }),
      );
    } catch (error) {
      const coded = asCoded(error);
      const reader = await readerOf(deps, undefined);
      const key = WORDS_OF[coded.code] ?? 'failed';
      if (key !== 'failed') {
        log.info('inbound.not-done', { code: coded.code });
        return otherwise(noticeText(key, {}, reader), key);
      }
      const errorId = ids.next('error');
      log.error('inbound.failed', { errorId, code: coded.code, cause: error });
      return otherwise(noticeText('failed', { errorId }, reader), key);
    }
  }

  async function run(person: Person, command: Command, who: ChatIdentity): Promise<CommandResult> {
    const result = await handle(deps, person, command, activityKey(who));
    if (result.ok && command.do !== 'look') moved();
    return result;
  }

  async function answerTo(
    person: Person,
    who: ChatIdentity,
    command: Command,
    result: CommandResult,
  ): Promise<ActionAnswer> {
    const reader = await readerOf(deps, person.id);
    const notice = result.ok ? undefined : await noticeFor(deps, result, command);
    const drawn = await freshCard(deps, person, who, command, result.ticketId).catch((error: unknown) => {
      // A store error is retried from the start. After any other error the result is known and is reported without the
      // card.
      if (asCoded(error).code === 'STORE_UNREACHABLE') throw error;
      log.error('inbound.not-drawn', { errorId: ids.next('error'), code: asCoded(error).code, cause: error });
      return undefined;
    });
    if (!drawn)
      return { message: noticeText(notice?.key ?? (result.ok ? result.said : 'done'), notice?.values ?? {}, reader) };
    return { card: notice ? noticeOn(drawn, notice.key, notice.values, reader).card : drawn.card };
  }

  /** Action.Submit from a client without universal actions: the same command, answered by a message. */
  async function submitted(
    person: Person,
    value: unknown,
    who: ChatIdentity,
  ): Promise<{ key: NoticeKey; values: NoticeValues }> {
    const verb = typeof value === 'object' && value !== null ? (value as { verb?: unknown }).verb : undefined;
    const parsed = parseCommand(typeof verb === 'string' ? verb : '', value);
    if (!parsed.ok || 'dialog' in parsed) return { key: 'old-card', values: {} };
    const result = await run(person, parsed.command, who);
    return result.ok ? { key: result.said, values: { who: person.name } } : noticeFor(deps, result, parsed.command);
  }

  return {
    action: (who, verb, data, trigger) =>
      asPerson<ActionAnswer>(
        who,
        (message) => ({ message }),
        async (person) => {
          const parsed = parseCommand(verb, data);
          const reader = await readerOf(deps, person.id);
          if (!parsed.ok) return { message: noticeText(REFUSALS[parsed.code] ?? 'old-card', {}, reader) };
          if ('dialog' in parsed) return { message: noticeText('old-card', {}, reader) };
          // An automatic refresh only reads, whatever the card asks for: docs/platform/teams.md, “Each edit asks for
          // every view again”.
          const command: Command = trigger === 'automatic' ? lookOnly(parsed.command) : parsed.command;
          return answerTo(person, who, command, await run(person, command, who));
        },
      ),

    openDialog: (who, data) =>
      asPerson<DialogAnswer>(
        who,
        (message) => ({ message }),
        async (person) => {
          const reader = await readerOf(deps, person.id);
          const parsed = parseDialog(data);
          if (!parsed.ok) return { message: noticeText(REFUSALS[parsed.code] ?? 'old-card', {}, reader) };
          const { dialog } = parsed;
          if (!may(person, permissionOf(dialog))) return { message: noticeText('not-allowed', {}, reader) };
          if (dialog.dialog === 'claim-other' && (await isMine(deps, person, dialog))) {
            // The offer is theirs, so no reason is needed and one tap is enough.
            const command: Command = { do: 'claim', ticketId: dialog.ticketId ?? '', version: dialog.version ?? 0 };
            const result = await run(person, command, who);
            const notice = result.ok ? undefined : await noticeFor(deps, result, command);
            return { message: noticeText(notice?.key ?? 'claimed', notice?.values ?? {}, reader) };
          }
          const view = await dialogView(deps, person, dialog);
          if (!view) return { message: noticeText('old-card', {}, reader) };
          const drawn = DIALOGS[dialog.dialog](view, reader);
          return { dialog: { title: drawn.title, card: drawn.card, height: drawn.height } };
        },
      ),

    submitDialog: (who, data) =>
      asPerson<DialogAnswer>(
        who,
        (message) => ({ message }),
        async (person) => {
          const reader = await readerOf(deps, person.id);
          const parsed = parseDialogSubmit(data);
          if (!parsed.ok) {
            const again = parseDialog(data);
            const view = again.ok ? await dialogView(deps, person, again.dialog) : undefined;
            if (!again.ok || !view) return { message: noticeText(REFUSALS[parsed.code] ?? 'old-card', {}, reader) };
            // Keep what was typed, and show each error next to its field.
            const typed = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
            const drawn = DIALOGS[again.dialog.dialog]({ ...view, error: failureWords(parsed, reader) }, reader, typed);
            return { dialog: { title: drawn.title, card: drawn.card, height: drawn.height } };
          }
          const result = await run(person, parsed.command, who);
          const notice = result.ok ? undefined : await noticeFor(deps, result, parsed.command);
          if (notice) return { message: noticeText(notice.key, notice.values, reader) };
          return { message: noticeText(result.ok ? result.said : 'done', { who: person.name }, reader) };
        },
      ),

    async message(who, text, value) {
      await asPerson<void | Promise<void>>(
        who,
        async (_text, notice) => {
          if (notice === 'busy') await sendNoticeNow(deps, who, notice);
        },
        async (person) => {
          const to = who.conversation.kind === 'channel' ? 'channel' : { personId: person.id };
          const key = who.activityId ?? ids.next('message');
          if (await isNoticePosted(store, key)) return;
          const ask = (by: Person, command: Command) => run(by, command, who);
          if (value === undefined) await runChatCommand(deps, person, to, key, text.trim().toLowerCase(), who, ask);
          else await postNotice(deps, to, key, await submitted(person, value, who));
        },
      );
    },

    async installed(who) {
      if (who.conversation.kind === 'channel') {
        await postNotice(
          deps,
          'channel',
          `welcome:${who.conversation.id}`,
          { key: 'welcome-channel', values: {} },
          who.conversation,
        );
        return;
      }
      const found = await recognise(who).catch(() => undefined);
      await remember(store, who);
      if (found) await postNotice(deps, { personId: found.id }, `welcome:${found.id}`, { key: 'welcome', values: {} });
      moved();
    },

    async removed(who) {
      if (who.conversation.kind !== 'personal') return;
      // A store error is not the same as an unknown person: it is thrown, so that Teams sends the activity again.
      await untilCommitted(async () => {
        const found = (await store.query('people', { index: 'byEntra', eq: [who.entraId], limit: 1 })).docs[0];
        if (!found) return;
        const { chat: _gone, ...data } = found.data;
        await store.commit([{ op: 'put', c: 'people', id: found.id, data, expect: found.v }]);
      });
      moved();
    },
  };
}

function lookOnly(command: Command): Command {
  const ticketId = 'ticketId' in command ? command.ticketId : undefined;
  return { do: 'look', ...(ticketId === undefined ? {} : { ticketId }) };
}

function permissionOf({ dialog }: DialogRequest): Command['do'] {
  if (dialog === 'claim-other') return 'claim';
  return dialog === 'book-visit' ? 'offer-visit' : dialog;
}

async function isMine({ store }: DeskDeps, person: Person, dialog: DialogRequest): Promise<boolean> {
  const doc = dialog.ticketId === undefined ? undefined : await store.get('tickets', dialog.ticketId);
  if (!doc) return false;
  const ask = openAsk(doc.data);
  return ask === undefined || ask.personId === person.id || doc.data.owner !== undefined;
}
