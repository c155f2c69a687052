import type { Command, CommandResult } from '../../model/command.ts';
import type { Person } from '../../model/person.ts';
import type { DeskDeps } from '../deps.ts';
import { may } from '../people/index.ts';
import { untilCommitted } from '../records/index.ts';
import { isVisitCommand, visitCommand } from '../visits/booking/index.ts';
import { isReplanCommand, replanCommand } from '../visits/replan/index.ts';
import { settleDead } from './dead-letter-commands.ts';
import { pause } from './pause.ts';
import { ticketCommand } from './ticket-commands.ts';

/**
 * Runs a person's command if they are allowed to and the ticket is still as they saw it. When several people act at
 * once, one wins and the others learn who. Repeating a command has no further effect; `key` identifies the activity
 * (activity-dedup.ts). Throws only when the store fails.
 */
export async function handle(deps: DeskDeps, actor: Person, command: Command, key?: string): Promise<CommandResult> {
  const began = deps.clock.now();
  const result = await run(deps, actor, command, key);
  deps.metrics.count('commands_total', { command: command.do, outcome: result.ok ? 'done' : result.code });
  deps.metrics.time('command_seconds', deps.clock.now() - began, { command: command.do });
  return result;
}

async function run(deps: DeskDeps, actor: Person, command: Command, key?: string): Promise<CommandResult> {
  const ticketId = 'ticketId' in command ? command.ticketId : undefined;
  if (!may(actor, command.do))
    return { ok: false, code: 'NOT_ALLOWED', ...(ticketId === undefined ? {} : { ticketId }) };
  if (isVisitCommand(command)) {
    const { visits } = deps;
    if (!visits) return { ok: false, code: 'VISITS_OFF', ticketId: command.ticketId };
    return untilCommitted(() => visitCommand(deps, visits, actor, command));
  }
  if (isReplanCommand(command)) {
    const { visits } = deps;
    if (!visits) return { ok: false, code: 'VISITS_OFF' };
    return untilCommitted(() => replanCommand(deps, visits, actor, command));
  }
  switch (command.do) {
    case 'look':
      return { ok: true, said: 'done', ...(ticketId === undefined ? {} : { ticketId }) };
    case 'pause':
    case 'resume':
      return pause(deps, actor, command);
    case 'retry-effect':
    case 'dismiss-effect':
      return settleDead(deps, actor, command, key);
    default:
      return untilCommitted(() => ticketCommand(deps, actor, command, key));
  }
}
