import { expect, test } from 'vitest';
import { canonicalJson } from '../../model/canonical.ts';
import { boundSnapshot, SNAPSHOT_BOUNDS } from '../../routing/bound-snapshot.ts';
import { decide } from '../../routing/decide.ts';
import { HOUR, MIN, NOW, snapshot, technician, ticket } from './samples.ts';

const skills = ['Networking', 'Printing', 'Backup', 'Azure', 'Telephony'];
const staff = Array.from({ length: 200 }, (_, i) =>
  technician(`t${i}`, {
    skills: skills.filter((_skill, s) => (i + s) % 3 > 0).map((name) => ({ name, level: 2 })),
    busy: Array.from({ length: 10 }, (_b, b) => ({
      start: NOW + (b * 24 + (i % 8)) * HOUR,
      end: NOW + (b * 24 + (i % 8) + 1) * HOUR,
      kind: 'appointment' as const,
    })),
    loadMinutes: (i * 37) % 300,
  }),
);
const queue = Array.from({ length: 1_000 }, (_, i) =>
  ticket(`ticket_${i}`, {
    priority: ([3, 4, 2, 3, 1] as const)[i % 5] ?? 3,
    skills: [{ skill: skills[i % skills.length] ?? '', level: 1, must: true }],
    createdAt: NOW - i * MIN,
    effort: 15 + (i % 60),
  }),
);

test('routing decides a thousand tickets and two hundred technicians in one go', () => {
  const began = performance.now();
  const verdicts = decide(snapshot(staff, queue));
  // Printed, not asserted: another machine is another speed.
  console.log(`1,000 tickets x 200 technicians: ${Math.round(performance.now() - began)} ms`);
  expect(verdicts).toHaveLength(1_000);
  expect(verdicts.filter((verdict) => verdict.outcome === 'offer').length).toBeGreaterThan(200);
});

test('a snapshot stays small and keeps the most urgent tickets, and bounding twice changes nothing', () => {
  const many = Array.from({ length: 3_000 }, (_, i) => ticket(`more_${i}`, { priority: 4 }));
  const crowd = Array.from({ length: 400 }, (_, i) => technician(`gone${i}`, { active: false }));
  const bounded = boundSnapshot(snapshot([...crowd, ...staff], [...many, ...queue]));
  expect(bounded.tickets).toHaveLength(SNAPSHOT_BOUNDS.tickets);
  expect(bounded.technicians).toHaveLength(SNAPSHOT_BOUNDS.technicians);
  expect(bounded.technicians.filter((one) => one.active)).toHaveLength(200);
  expect(bounded.tickets.filter((one) => one.priority < 4)).toHaveLength(800);
  expect(canonicalJson(bounded).length).toBeLessThan(1_200_000);
  expect(canonicalJson(boundSnapshot(bounded))).toBe(canonicalJson(bounded));
});

test('bounding drops nothing that affects a decision', () => {
  const full = snapshot(staff, queue.slice(0, 60));
  expect(canonicalJson(decide(boundSnapshot(full)))).toBe(canonicalJson(decide(full)));
});
