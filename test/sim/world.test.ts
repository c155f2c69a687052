import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../model/canonical.ts';
import { CATEGORIES } from '../../model/triage.ts';
import { parseSkillMatrix } from '../../routing/skill-matrix.ts';
import { levelFor } from '../../sim/world/handling.ts';
import { arrivals, makeWorld, skillCsv } from '../../sim/world/index.ts';
import { isAtWork } from '../../sim/world/shift.ts';
import { SKILL_OF } from '../../sim/world/skills.ts';
import { HOSTILE } from '../../sim/world/texts/programs.ts';
import { TEXTS } from '../../sim/world/texts/index.ts';

const DAY = 86_400_000;
/** A Tuesday, 8:30 in London. */
const NOW = Date.UTC(2026, 10, 24, 8, 30);
const world = makeWorld(7, NOW);

describe('the demo world', () => {
  test('is the same for the same seed and differs for another', () => {
    expect(canonicalJson(makeWorld(7, NOW))).toBe(canonicalJson(world));
    expect(canonicalJson(makeWorld(8, NOW))).not.toBe(canonicalJson(world));
  });

  test('resembles a typical service provider', () => {
    expect(world.technicians).toHaveLength(12);
    expect(new Set(world.technicians.map((t) => t.timeZone)).size).toBe(2);
    expect(world.technicians.filter((t) => t.onCall)).toHaveLength(1);
    expect(
      world.technicians.filter((t) => t.leave !== undefined && t.leave.start <= NOW && NOW < t.leave.end),
    ).toHaveLength(1);
    expect(world.staff.map((person) => `${person.name}, ${person.role}`)).toEqual([
      'Dana Whitfield, dispatcher',
      'Marc Delaney, manager',
      'Ines Carvalho, admin',
    ]);
    expect(world.clients).toHaveLength(24);
    expect(world.clients.filter((client) => (client.agreementEnds ?? Infinity) < NOW)).toHaveLength(1);
    expect(world.clients.every((client) => client.contacts.some((contact) => contact.vip))).toBe(true);
    const mails = world.clients.flatMap((client) => client.contacts.map((contact) => contact.mail));
    expect(new Set(mails).size).toBe(mails.length);
    for (const mail of mails) expect(mail).toMatch(/^[a-z]+\.[a-z]+@[a-z-]+\.example$/);
  });

  test('has at least two able people for each kind of work', () => {
    for (const skill of new Set(Object.values(SKILL_OF))) {
      const able = world.technicians.filter((t) => t.skills.some((s) => s.name === skill && s.level >= 2));
      expect(able.length, skill).toBeGreaterThanOrEqual(2);
    }
  });

  test('has a skill matrix that imports without problems', () => {
    const { technicians, problems } = parseSkillMatrix(skillCsv(world));
    expect(problems).toEqual([]);
    expect(technicians).toEqual(
      world.technicians.map(({ name, mail, tier, home, skills }) => ({ name, mail, tier, home, skills })),
    );
  });

  test('has eight weeks of past tickets, about 55 per weekday, closed by people with the skill', () => {
    const weekdays = world.history.filter(({ at }) => ![0, 6].includes(new Date(at).getUTCDay()));
    expect(weekdays.length / 40).toBeGreaterThan(45);
    expect(weekdays.length / 40).toBeLessThan(65);
    expect(world.history.every((ticket, i) => i === 0 || ticket.at >= (world.history[i - 1]?.at ?? 0))).toBe(true);
    for (const ticket of world.history) {
      if (ticket.closedAt === undefined) continue;
      expect(ticket.closedAt).toBeGreaterThan(ticket.at);
      expect(ticket.closedAt).toBeLessThanOrEqual(NOW);
      const by = world.technicians.find((technician) => technician.key === ticket.by);
      expect(by && levelFor(by, ticket)).toBeDefined();
    }
    const open = world.history.filter((ticket) => ticket.closedAt === undefined);
    expect(open.length).toBeGreaterThan(0);
    expect(open.length).toBeLessThan(60);
  });

  test('holds meetings while their people are at work', () => {
    for (const { of, start } of world.meetings) {
      const technician = world.technicians.find((t) => t.key === of)!;
      if (technician.leave === undefined) expect(isAtWork(technician, start)).toBe(true);
    }
  });
});

describe('the clients’ tickets', () => {
  const year = arrivals(world, NOW, NOW + 60 * DAY);

  test('have at least eighty texts, from every category', () => {
    expect(TEXTS.length).toBeGreaterThanOrEqual(80);
    expect(new Set(TEXTS.map((text) => text.category))).toEqual(new Set(CATEGORIES));
    for (const category of CATEGORIES)
      expect(TEXTS.filter((text) => text.category === category).length).toBeGreaterThan(4);
    for (const voice of ['mail', 'bare', 'german', 'machine']) {
      expect(TEXTS.filter((text) => text.voice === voice).length).toBeGreaterThan(4);
    }
    expect(HOSTILE.some((text) => text.title.includes('<at>'))).toBe(true);
    expect(HOSTILE.some((text) => text.body.length > 20_000)).toBe(true);
  });

  test('leave no placeholder open, except where a client typed braces on purpose', () => {
    const braces = year.filter(({ title, body }) => /\{\w+\}/.test(title + body) && !title.startsWith('Ignore all'));
    expect(braces.map(({ title }) => title)).toEqual([]);
  });

  test('use every text, rarely report outages, and have no contact if monitoring sent them', () => {
    expect(new Set(year.map(({ title }) => title.slice(0, 12))).size).toBeGreaterThan(70);
    const outages = year.filter(({ truth }) => truth.outage).length;
    expect(outages).toBeGreaterThan(3);
    expect(outages / year.length).toBeLessThan(0.03);
    expect(year.every(({ channel, contact }) => (channel === 'monitoring') === (contact === undefined))).toBe(true);
  });

  test('are the same when a period is generated in pieces', () => {
    fc.assert(
      fc.property(fc.nat(3 * DAY), fc.nat(DAY), fc.nat(DAY), (offset, first, second) => {
        const [a, b, c] = [NOW + offset, NOW + offset + first, NOW + offset + first + second];
        const pieces = [...arrivals(world, a, b), ...arrivals(world, b, c)];
        expect(pieces.map(({ key }) => key)).toEqual(arrivals(world, a, c).map(({ key }) => key));
      }),
      { numRuns: 25 },
    );
  });

  test('arrive more often by day than at night, and on Mondays than on Sundays', () => {
    const count = (test: (date: Date) => boolean) => year.filter(({ at }) => test(new Date(at))).length;
    expect(count((d) => d.getUTCHours() === 10)).toBeGreaterThan(5 * count((d) => d.getUTCHours() === 4));
    expect(count((d) => d.getUTCDay() === 1)).toBeGreaterThan(4 * count((d) => d.getUTCDay() === 0));
  });
});
