import type { Command } from '../../model/command.ts';
import type { Person } from '../../model/person.ts';
import { noticeFor } from './answers.ts';
import type { CommandResult } from '../../model/command.ts';
import type { DeskDeps } from '../deps.ts';
import { leads, may, namedTechnicians } from '../people/index.ts';
import type { ChatIdentity } from '../ports/chat.ts';
import { postNotice } from './notices.ts';
import { keepMeta } from '../records/index.ts';

/** `sick Ana`, `back Ana`: commands about a person. */
function about(text: string): ['call-in-sick' | 'back-at-work', string | undefined] {
  const [, word, name] = /^(sick|back)\s+(.{1,80})$/.exec(text) ?? [];
  return [word === 'back' ? 'back-at-work' : 'call-in-sick', name?.trim()];
}

/** Commands that people can type instead of using a button. */
export async function runChatCommand(
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
    await postNotice(deps, to, key, notice);
  };
  const [verb, name] = about(text);
  if (name !== undefined) {
    const found = await namedTechnicians(deps.store, name);
    const [one] = found;
    if (!one || found.length > 1)
      return postNotice(deps, to, key, { key: one ? 'which-person' : 'nobody-named', values: {} });
    return answer({ do: verb, personId: one.id });
  }
  switch (text) {
    case 'pause':
      return answer({ do: 'pause', reason: 'other' });
    case 'resume':
      return answer({ do: 'resume' });
    case 'queue':
      return postNotice(deps, to, key, { kind: 'queue' });
    case 'my day':
      return postNotice(deps, { personId: person.id }, key, { kind: 'day', day: deps.clock.now() });
    case 'visits':
    case 'numbers':
      // Whom to call, where everybody is and how well things go: only for people who lead the desk, in their own chat.
      if (!deps.visits) return postNotice(deps, to, key, { key: 'visits-off', values: {} });
      if (!leads(person)) return postNotice(deps, to, key, { key: 'not-allowed', values: {} });
      return postNotice(deps, { personId: person.id }, key, { kind: text });
    case 'trouble':
      return postNotice(deps, to, key, { kind: 'trouble' });
    case 'dispatch here': {
      if (who.conversation.kind !== 'channel' || !may(person, 'pause')) {
        return postNotice(deps, to, key, { key: 'not-allowed', values: {} });
      }
      await keepMeta(deps.store, { is: 'channel', conversation: who.conversation });
      return postNotice(deps, 'channel', key, { key: 'welcome-channel', values: {} });
    }
    case '':
    case 'help':
    case 'hi':
    case 'hello':
      return postNotice(deps, to, key, { key: 'help', values: {} });
    default:
      return postNotice(deps, to, key, { key: 'not-understood', values: {} });
  }
}
