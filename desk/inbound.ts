import {
  DIALOGS,
  failureWords,
  noticeText,
  parseCommand,
  parseDialog,
  parseDialogSubmit,
  queueCard,
  ticketCard,
  troubleCard,
  type Drawn,
  type NoticeKey,
  type NoticeValues,
} from '../cards/index.ts';
import { noticeOn } from '../cards/notice-on.ts';
import type { Command, DialogRequest } from '../model/command.ts';
import { asCoded, CallboardError, type ErrorCode } from '../model/errors.ts';
import type { Person } from '../model/person.ts';
import type { DialogView } from '../model/view.ts';
import { handle, type CommandResult } from './commands.ts';
import type { DeskDeps } from './deps.ts';
import { everybody, namesOf, personOf, remember } from './directory.ts';
import { readerOf, ticketDrawn } from './effects/card.ts';
import { say } from './say.ts';
import { may } from './permissions.ts';
import type { ActionAnswer, ChatIdentity, ChatInbound, DialogAnswer } from './ports/chat.ts';
import type { Doc } from './ports/store.ts';
import { openAsk } from './take.ts';
import { forReader, queueView, ticketView, troubleView } from './views.ts';

/** What a refusal says to the one who tapped. */
const REFUSALS: Readonly<Partial<Record<ErrorCode, NoticeKey>>> = {
  TICKET_TAKEN: 'lost-race',
  TICKET_CHANGED: 'changed',
  TICKET_CLOSED: 'closed',
  TICKET_UNKNOWN: 'old-card',
  NOT_ALLOWED: 'not-allowed',
  UNDO_TOO_LATE: 'undo-too-late',
  REASON_NEEDED: 'reason-needed',
  VERB_UNKNOWN: 'old-card',
  INPUT_INVALID: 'old-card',
  PERSON_UNKNOWN: 'stranger',
};

const LOOK_UP_AGAIN_MS = 60_000;

/**
 * Everything people do in Teams arrives here: buttons, dialogs, words. Each gets an answer that a person understands,
 * whatever came in; nothing of an error's text reaches them. `moved` is called when something may have changed.
 */
export function chatInbound(deps: DeskDeps, moved: () => void): ChatInbound {
  const { store, log, ids } = deps;

  /** When strangers were last looked up, so that one who taps again and again costs Teams nothing. */
  const lookedUp = new Map<string, number>();

  /** Who is this? Somebody new is looked up by their mail address, whether or not their installation was heard of. */
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

  /** Runs the work for a known person; strangers and our own failures get their words. */
  async function asPerson<T>(
    who: ChatIdentity,
    otherwise: (text: string) => T,
    work: (person: Person) => Promise<T>,
  ): Promise<T> {
    try {
      const person = await recognise(who);
      await remember(store, who);
      return await work(person.data);
    } catch (error) {
      const coded = asCoded(error);
      const reader = await readerOf(deps, undefined);
      if (error instanceof CallboardError && coded.code === 'PERSON_UNKNOWN')
        return otherwise(noticeText('stranger', {}, reader));
      const errorId = ids.next('error');
      log.error('inbound.failed', { errorId, code: coded.code, cause: error });
      return otherwise(noticeText('failed', { errorId }, reader));
    }
  }

  async function run(person: Person, command: Command): Promise<CommandResult> {
    const result = await handle(deps, person, command);
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
    const drawn = await freshCard(deps, person, who, command, result.ticketId);
    if (!drawn)
      return { message: noticeText(notice?.key ?? (result.ok ? result.said : 'done'), notice?.values ?? {}, reader) };
    return { card: notice ? noticeOn(drawn, notice.key, notice.values, reader).card : drawn.card };
  }

  /** Action.Submit from a client without universal actions: the same command, answered with a message. */
  async function submitted(person: Person, value: unknown): Promise<{ key: NoticeKey; values: NoticeValues }> {
    const verb = typeof value === 'object' && value !== null ? (value as { verb?: unknown }).verb : undefined;
    const parsed = parseCommand(typeof verb === 'string' ? verb : '', value);
    if (!parsed.ok || 'dialog' in parsed) return { key: 'old-card', values: {} };
    const result = await run(person, parsed.command);
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
          // A refresh that Teams makes by itself only looks, whatever the card says (teams.md, end list 15).
          const command: Command = trigger === 'automatic' ? lookOnly(parsed.command) : parsed.command;
          return answerTo(person, who, command, await run(person, command));
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
            // The offer is theirs: nothing to explain, one tap is enough.
            const command: Command = { do: 'claim', ticketId: dialog.ticketId ?? '', version: dialog.version ?? 0 };
            const result = await run(person, command);
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
            // What was typed stays; what is wrong stands beside its field.
            const typed = typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
            const drawn = DIALOGS[again.dialog.dialog]({ ...view, error: failureWords(parsed, reader) }, reader, typed);
            return { dialog: { title: drawn.title, card: drawn.card, height: drawn.height } };
          }
          const result = await run(person, parsed.command);
          const notice = result.ok ? undefined : await noticeFor(deps, result, parsed.command);
          if (notice) return { message: noticeText(notice.key, notice.values, reader) };
          return { message: noticeText(result.ok ? result.said : 'done', { who: person.name }, reader) };
        },
      ),

    async message(who, text, value) {
      await asPerson(
        who,
        () => undefined,
        async (person) => {
          const to = who.conversation.kind === 'channel' ? 'channel' : { personId: person.id };
          const key = who.activityId ?? ids.next('message');
          if (value === undefined) await spoken(deps, person, to, key, text.trim().toLowerCase(), who, run);
          else await say(deps, to, key, await submitted(person, value));
        },
      );
    },

    async installed(who) {
      if (who.conversation.kind === 'channel') {
        await say(
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
      if (found) await say(deps, { personId: found.id }, `welcome:${found.id}`, { key: 'welcome', values: {} });
      moved();
    },

    async removed(who) {
      const found = await personOf(store, who).catch(() => undefined);
      if (!found || who.conversation.kind !== 'personal') return;
      const { chat: _gone, ...data } = found.data;
      await store.commit([{ op: 'put', c: 'people', id: found.id, data, expect: found.v }]);
      moved();
    },
  };
}

function lookOnly(command: Command): Command {
  const ticketId = 'ticketId' in command ? command.ticketId : undefined;
  return { do: 'look', ...(ticketId === undefined ? {} : { ticketId }) };
}

function permissionOf(dialog: DialogRequest): Command['do'] {
  return dialog.dialog === 'claim-other' ? 'claim' : dialog.dialog;
}

async function isMine({ store }: DeskDeps, person: Person, dialog: DialogRequest): Promise<boolean> {
  const doc = dialog.ticketId === undefined ? undefined : await store.get('tickets', dialog.ticketId);
  if (!doc) return false;
  const ask = openAsk(doc.data);
  return ask === undefined || ask.personId === person.id || doc.data.owner !== undefined;
}

/** What the reader sees after a tap: the same kind of card they tapped, as it stands now. */
async function freshCard(
  deps: DeskDeps,
  person: Person,
  who: ChatIdentity,
  command: Command,
  ticketId: string | undefined,
): Promise<Drawn | undefined> {
  const reader = await readerOf(deps, person.id);
  if (ticketId !== undefined) {
    const view = await ticketView(deps, ticketId);
    if (!view) return undefined;
    return who.conversation.kind === 'personal'
      ? ticketDrawn(view, person, reader)
      : ticketCard(forReader(view, person), reader);
  }
  if (command.do === 'retry-effect' || command.do === 'dismiss-effect')
    return troubleCard(await troubleView(deps), reader);
  if (command.do === 'look' || command.do === 'resume' || command.do === 'pause')
    return queueCard(await queueView(deps), reader);
  return undefined;
}

async function noticeFor(
  { store, psa }: DeskDeps,
  result: Extract<CommandResult, { ok: false }>,
  command: Command,
): Promise<{ key: NoticeKey; values: NoticeValues }> {
  const doc = result.ticketId === undefined ? undefined : await store.get('tickets', result.ticketId);
  const owner = result.owner ?? doc?.data.owner?.personId;
  const who = owner === undefined ? undefined : (await namesOf(store, [owner])).get(owner);
  const key = REFUSALS[result.code] ?? 'failed';
  return {
    key: key === 'lost-race' && command.do !== 'claim' ? 'taken' : key,
    values: {
      psa: psa.name,
      ...(who === undefined ? {} : { who }),
      ...(doc ? { number: doc.data.number } : {}),
      ...(doc?.data.owner ? { at: doc.data.owner.at } : {}),
    },
  };
}

/** Whom a dialog offers: the ticket's ranked candidates first, then everybody else by name. */
async function dialogView(deps: DeskDeps, person: Person, dialog: DialogRequest): Promise<DialogView | undefined> {
  if (dialog.ticketId === undefined) return { people: [] };
  const view = await ticketView(deps, dialog.ticketId);
  if (!view) return undefined;
  const seen = forReader(view, person);
  const candidates = [
    ...(view.suggestion ? [{ who: view.suggestion.who, totalMinutes: view.suggestion.totalMinutes }] : []),
    ...(view.suggestion?.others ?? []),
  ];
  const order = new Map(candidates.map((candidate, at) => [candidate.who.id, at]));
  const hints = new Map(
    (seen.suggestion?.others.length ? candidates : []).map((candidate) => [
      candidate.who.id,
      candidate.totalMinutes === undefined ? undefined : `${candidate.totalMinutes} min`,
    ]),
  );
  const people = (await everybody(deps.store))
    .filter((doc) => doc.data.active && doc.data.roles.includes('technician') && doc.data.matched !== 'doubtful')
    .filter((doc) => doc.id !== view.owner?.who.id)
    .sort((a, b) => (order.get(a.id) ?? 999) - (order.get(b.id) ?? 999) || (a.data.name < b.data.name ? -1 : 1))
    .slice(0, 40)
    .map((doc) => {
      const hint = hints.get(doc.id);
      return { id: doc.id, name: doc.data.name, ...(hint === undefined ? {} : { hint }) };
    });
  return { ticket: seen, people };
}

/** The few words that work without a button. */
async function spoken(
  deps: DeskDeps,
  person: Person,
  to: 'channel' | { personId: string },
  key: string,
  text: string,
  who: ChatIdentity,
  run: (person: Person, command: Command) => Promise<CommandResult>,
): Promise<void> {
  const answer = async (command: Command) => {
    const result = await run(person, command);
    const notice = result.ok
      ? { key: result.said, values: { who: person.name } }
      : await noticeFor(deps, result, command);
    await say(deps, to, key, notice);
  };
  switch (text) {
    case 'pause':
      return answer({ do: 'pause', reason: 'other' });
    case 'resume':
      return answer({ do: 'resume' });
    case 'queue':
      return say(deps, to, key, { kind: 'queue' });
    case 'trouble':
      return say(deps, to, key, { kind: 'trouble' });
    case 'dispatch here': {
      if (who.conversation.kind !== 'channel' || !may(person, 'pause')) {
        return say(deps, to, key, { key: 'not-allowed', values: {} });
      }
      const old = await deps.store.get('meta', 'channel');
      const data = { is: 'channel' as const, conversation: who.conversation };
      await deps.store.commit([
        old
          ? { op: 'put', c: 'meta', id: 'channel', data, expect: old.v }
          : { op: 'insert', c: 'meta', id: 'channel', data },
      ]);
      return say(deps, 'channel', key, { key: 'welcome-channel', values: {} });
    }
    case '':
    case 'help':
    case 'hi':
    case 'hello':
      return say(deps, to, key, { key: 'help', values: {} });
    default:
      return say(deps, to, key, { key: 'not-understood', values: {} });
  }
}
