import { DISPATCHER, installEverybody, startTeams, technicians, type TeamsPlace } from '../../harness/index.ts';
import { realClock } from '../../start/machine-clock.ts';
import { silentLog } from '../../model/log.ts';
import { actionsOf } from '../../sim/teams/card-reading.ts';
import type { TeamsSimulator } from '../../sim/teams/index.ts';

const clock = realClock((name, error) => {
  console.error(`teams: ${name}`, error);
});
let simulator: TeamsSimulator | undefined;
const there = (): TeamsSimulator => {
  if (!simulator) throw new Error('Teams is not there yet');
  return simulator;
};
/** When a card about a ticket first came, by its number. */
const delivered = new Map<string, number>();

export type Activity = Readonly<Record<string, unknown>>;

/** Microsoft Teams with its identity provider, in a process of its own. */
export const handlers = {
  async start(o: { technicians: number; limited: boolean }): Promise<TeamsPlace> {
    const free = { withoutRateLimits: true } as const;
    const people = [DISPATCHER, ...technicians(o.technicians)];
    const { teams, cloud, serviceUrl, channelId } = await startTeams({
      clock,
      log: silentLog,
      people,
      ...(o.limited ? {} : free),
    });
    simulator = teams;
    simulator.log.listen(({ entry, request }) => {
      if (entry.what !== 'send' || entry.status !== 201) return;
      const ticket = /"ticketId":"(\d+)"/.exec(JSON.stringify(request))?.[1];
      const now = performance.timeOrigin + performance.now();
      if (ticket !== undefined && !delivered.has(ticket)) delivered.set(ticket, now);
    });
    return { cloud, serviceUrl, channelId };
  },
  /** Where the bot is; everybody installs the app. */
  async meet(bot: string): Promise<void> {
    const teams = there();
    teams.setBotEndpoint(bot);
    await installEverybody(teams, clock, { pauseMs: 0 });
  },
  token: () => there().forge.channelToken(),
  /** What Teams would send if everybody took what they are asked to take now: one claim for each offer. */
  claims(): Activity[] {
    const teams = there();
    return teams.people.flatMap(({ key }) =>
      teams
        .user(key)
        .inbox()
        .flatMap((message) => {
          const take = message.card && actionsOf(message.card).find((action) => action.verb === 'claim');
          if (!take) return [];
          const action = { type: 'Action.Execute', verb: take.verb, data: take.data };
          return [
            teams.forge.activity(key, 'personal', {
              type: 'invoke',
              name: 'adaptiveCard/action',
              replyToId: message.id,
              value: { action, trigger: 'manual' },
            }),
          ];
        }),
    );
  },
  delivered: (): Record<string, number> => Object.fromEntries(delivered),
};
