import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { notices } from '../cards/words/en-notices.ts';
import { GATES } from '../model/decision.ts';
import { EVENT_KINDS } from '../model/desk-ticket.ts';
import { ERRORS } from '../model/errors.ts';
import { METRICS } from '../model/metrics.ts';
import { declaredBy, firstArgumentOf, isWithin, kindBeside, methodOf, placesOf, usedText } from './helpers/produced.ts';

/**
 * Everything that Callboard declares to happen, and the code that makes it happen. What nothing produces any more is
 * taken out of its list, or is named below with the reason why it stays.
 */
const STAYS: Readonly<Record<string, string>> = {
  'PsaPort.listNotes': 'learning will read what was done on a ticket',
  'PsaPort.listAgreements': 'promises will follow agreements, and tell of those that end',
  'PsaPort.timeEntries': 'learning will compare the estimate with the time that was written down',
  'PsaPort.satisfaction': 'learning will read how content clients were',
  'PsaPort.createTicket': 'work that waits for a date will become a ticket of its own',
  'PsaPort.assignQueue': 'a ticket of another team will go to its queue',
};

/** Event kinds that reach the log as a function's answer. */
const THROUGH = { closed: 'fateOf', gone: 'fateOf' } as const;

const PORTS = [
  ...['PsaPort', 'ChatPort', 'CalendarPort', 'BookingsPort', 'MailPort', 'PresencePort', 'SubscriptionPort'],
  ...['TravelPort', 'Store'],
];
/** What a port says of itself; everything else of it is a method. */
const FACTS = ['name', 'mode', 'place', 'source'];
/** Adapters call their own methods; callers that count are the desk, what starts it, and the commands. */
const USES_PORTS = /^(desk|start|commands)\//;

const texts = (node: ts.Node) => [usedText(node) ?? []].flat();
const names = (node: ts.PropertyAssignment) => [node.name.getText()];

const places = placesOf({
  // `NODE_TOO_OLD: …` is printed where no other file can be loaded yet.
  'error code': (node) => texts(node).map((text) => text.replace(/^(NODE_TOO_OLD):.*$/s, '$1')),
  notice: texts,
  gate: (node) => texts(node).filter(() => isWithin(node, 'gateOf')),
  'event kind': (node) => [
    ...firstArgumentOf(node, 'log'),
    ...kindBeside(node, 'by'),
    ...texts(node).filter((text) => text in THROUGH && isWithin(node, THROUGH[text as keyof typeof THROUGH])),
  ],
  timer: (node) => [...firstArgumentOf(node, 'timer'), ...kindBeside(node, 'dueAt')],
  'effect kind': texts,
  metric: (node) => [
    ...firstArgumentOf(node, 'count', 'time'),
    ...(ts.isPropertyAssignment(node) && isWithin(node, 'readGauges') ? names(node) : []),
  ],
  capability: (node, file) => (file.startsWith('psa/') && ts.isPropertyAssignment(node) ? names(node) : []),
  'port method': (node, file) => {
    const method = USES_PORTS.test(file) ? methodOf(node) : undefined;
    return method === undefined ? [] : PORTS.map((port) => `${port}.${method}`);
  },
});

const declared: Readonly<Record<keyof typeof places, readonly string[]>> = {
  'error code': Object.keys(ERRORS),
  notice: Object.keys(notices),
  gate: GATES,
  'event kind': EVENT_KINDS,
  timer: declaredBy('Timer', 'kind'),
  'effect kind': [...declaredBy('EffectKind'), ...declaredBy('VisitEffectKind')],
  metric: Object.keys(METRICS),
  capability: declaredBy('PsaCapabilities'),
  'port method': PORTS.flatMap((port) =>
    declaredBy(port)
      .filter((name) => !FACTS.includes(name))
      .map((name) => `${port}.${name}`),
  ),
};

const sorts = Object.keys(places) as (keyof typeof places)[];
describe.each(sorts)('every %s', (sort) => {
  const rows = declared[sort].map((name) => {
    const files = [...(places[sort].get(name) ?? [])];
    return { name, files, where: files.slice(0, 3).join(', ') || 'no file' };
  });

  it.each(rows)(`$name is produced in $where`, ({ name, files }) => {
    if (name in STAYS) expect(files, `${name} is used now: take it out of STAYS`).toEqual([]);
    else expect(files, `nothing produces the ${sort} ${name}`).not.toEqual([]);
  });
});

it('every exception is still declared', () => {
  const names = Object.values(declared).flat();
  for (const name of [...Object.keys(STAYS), ...Object.keys(THROUGH)]) expect(names).toContain(name);
});
