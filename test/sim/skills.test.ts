import { describe, expect, test } from 'vitest';
import type { Ticket } from '../../model/ticket.ts';
import { parseSkillMatrix } from '../../routing/skill-matrix.ts';
import { skillKey } from '../../routing/skill-fit.ts';
import { arrivals, makeWorld, skillCsv, type Arrival } from '../../sim/world/index.ts';
import { DEFAULT_TRIAGE_POLICY, triage } from '../../triage/index.ts';

const NOW = Date.UTC(2026, 10, 24, 8);
const world = makeWorld(7, NOW);
const week = arrivals(world, NOW, NOW + 7 * 86_400_000);

const asTicket = ({ key, title, body, at, client }: Arrival): Ticket => ({
  id: key,
  number: key,
  url: `https://halo.example/ticket?id=${key}`,
  title,
  description: body,
  queue: { id: '1', name: 'Service Desk' },
  status: { id: '1', name: 'New' },
  open: true,
  category: [],
  client: { id: '1', name: client.name },
  alsoAssigned: [],
  createdAt: at,
  updatedAt: at,
  version: '1',
});

describe('the skills of the demo world', () => {
  const held = parseSkillMatrix(skillCsv(world)).technicians.flatMap((one) => one.skills);
  const needed = week
    .flatMap((arrival) => triage({ ticket: asTicket(arrival), now: arrival.at }, DEFAULT_TRIAGE_POLICY).record.skills)
    .filter((need) => need.must);

  test('include two people for every skill that triage requires', () => {
    for (const [name, needs] of Map.groupBy(needed, (need) => skillKey(need.skill))) {
      const level = Math.max(...needs.map((need) => need.level));
      const able = held.filter((skill) => skillKey(skill.name) === name && skill.level >= level);
      expect(able.length, `${name} at level ${level}`).toBeGreaterThanOrEqual(2);
    }
  });
});
