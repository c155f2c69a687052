import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { HOSTILE_TEXTS } from '../../commands/record/hostile-texts.ts';
import { play } from '../../commands/record/play.ts';
import type { Recording } from '../../commands/record/recording.ts';
import { SITUATIONS } from '../../commands/record/situations.ts';
import { PERMISSION_NAMES } from '../../graph/index.ts';

interface Found {
  readonly errors: readonly { readonly code: string; readonly at: string; readonly msg: string }[];
}
type CheckCard = (record: object) => Found;
interface GraphChecker {
  readonly load: (file: string) => unknown;
  readonly check: (subset: unknown, record: object, how: { granted: readonly string[]; now: string }) => Found;
}
interface HaloChecker {
  readonly load: (vendor: string) => unknown;
  readonly check: (spec: unknown, record: object) => Found;
}

const checker = (name: string) => fileURLToPath(new URL(`../../../shared/${name}/check.mjs`, import.meta.url));
const cards = checker('card-conformance');
const specs = checker('specs');
const metadata = checker('graph-conformance');
if (!existsSync(cards))
  console.warn('skipped: ../shared/card-conformance is absent, the recorded cards are not checked');
if (!existsSync(metadata))
  console.warn('skipped: ../shared/graph-conformance is absent, the recorded requests to Graph are not checked');
if (!existsSync(specs)) console.warn('skipped: ../shared/specs is absent, the recorded requests are not checked');

/** The whole of what Callboard asks of Microsoft Graph while people work: more than this nobody needs to allow. */
const ASKED_OF_GRAPH: readonly string[] = [
  'DELETE /solutions/bookingBusinesses/*/appointments/*',
  'DELETE /users/*/events/*',
  'GET /groups/*/transitiveMembers',
  'GET /solutions/bookingBusinesses/*',
  'GET /solutions/bookingBusinesses/*/appointments/*',
  'GET /solutions/bookingBusinesses/*/calendarView',
  'GET /solutions/bookingBusinesses/*/customQuestions',
  'GET /solutions/bookingBusinesses/*/services',
  'GET /solutions/bookingBusinesses/*/staffMembers',
  'GET /subscriptions',
  'GET /users/*/calendarView',
  'GET /users/*/calendarView/delta',
  'GET /users/*/messages',
  'PATCH /solutions/bookingBusinesses/*/appointments/*',
  'PATCH /subscriptions/*',
  'PATCH /users/*/events/*',
  'POST /$batch',
  'POST /communications/getPresencesByUserId',
  'POST /solutions/bookingBusinesses/*/appointments',
  'POST /subscriptions',
  'POST /users/*/calendar/getSchedule',
  'POST /users/*/events',
  'POST /users/*/sendMail',
];

/** An address without the ids in it. */
const shapeOf = (url: string) =>
  new URL(url).pathname
    .replace(/^\/v1\.0/, '')
    .replace(/(?<=\/(users|groups|teams|subscriptions|bookingBusinesses|appointments|events)\/)[^/]+/g, '*');

let recording: Recording;
beforeAll(async () => {
  recording = await play(SITUATIONS);
}, 900_000);

const said = (where: string, { errors }: Found) =>
  errors.map(({ code, at, msg }) => `${where}: ${code} at ${at}: ${msg}`);

describe('the recording', () => {
  it.skipIf(!existsSync(cards))('[needs ../shared] passes Teams’ checks and is readable for people', async () => {
    const { check } = (await import(pathToFileURL(cards).href)) as { check: CheckCard };
    expect([...new Set(recording.teams.flatMap((record) => said(record.note, check(record))))]).toEqual([]);
  });

  it.skipIf(!existsSync(specs))('[needs ../shared] passes HaloPSA’s description', async () => {
    const { load, check } = (await import(pathToFileURL(specs).href)) as HaloChecker;
    const spec = load('halo');
    const faults = recording.halopsa.flatMap((record) =>
      said(`${record.note}, ${record.method} ${record.url}`, check(spec, record)),
    );
    expect([...new Set(faults)]).toEqual([]);
  });

  it.skipIf(!existsSync(metadata))(
    '[needs ../shared] passes Graph’s metadata with the permissions that the guide asks for',
    async () => {
      const { load, check } = (await import(pathToFileURL(metadata).href)) as GraphChecker;
      const subset = load(metadata.replace(/check\.mjs$/, 'subset.v1.json'));
      const faults = recording.graph.flatMap((record) =>
        said(
          `${record.note}, ${record.method} ${record.url}`,
          check(subset, record, { granted: PERMISSION_NAMES, now: new Date(record.at).toISOString() }),
        ),
      );
      expect([...new Set(faults)]).toEqual([]);
    },
  );

  it('contains every kind of request to Graph that the desk makes', () => {
    const kinds = new Set(recording.graph.map(({ method, url }) => `${method} ${shapeOf(url)}`));
    expect([...kinds].sort()).toEqual(ASKED_OF_GRAPH);
  });

  it('contains every situation, on both sides', () => {
    const names = SITUATIONS.map(({ name }) => name);
    expect([...new Set(recording.teams.map(({ note }) => note))]).toEqual(names);
    expect([...new Set(recording.halopsa.map(({ note }) => note))]).toEqual(names);
  });

  it('contains every dialog and every acting button, with its result', () => {
    const verbs = new Set(
      JSON.stringify(recording.teams.map((record) => ('request' in record ? record.request : []))).match(
        /(?<="verb":")[^"]+/g,
      ),
    );
    for (const verb of ['override', 'decline', 'hand-over', 'release', 'claim-other', 'answer', 'pause'])
      expect(verbs).toContain(verb);
    for (const verb of [
      'claim',
      'approve',
      'accept-proposal',
      'reject-proposal',
      'undo',
      'resume',
      'retry-effect',
      'dismiss-effect',
    ])
      expect(verbs).toContain(verb);
    const answers = recording.teams.filter((record) => record.kind === 'invokeResponse');
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('contains failures: refusals of Teams and HaloPSA, and cut connections', () => {
    const teams = new Set(
      recording.teams.flatMap((record) => (record.kind === 'activity' ? [record.response.status] : [])),
    );
    for (const status of [200, 201, 403, 412, 429, 503, undefined]) expect(teams).toContain(status);
    expect(recording.halopsa.some(({ response }) => response === undefined)).toBe(true);
  });

  it('names the hostile texts beside the cards that contain them', () => {
    const hostile = recording.teams.filter(({ untrusted }) => untrusted !== undefined);
    expect(hostile.length).toBeGreaterThan(HOSTILE_TEXTS.length);
    expect(hostile.some(({ untrusted }) => untrusted?.some((text) => text.includes('<script>')))).toBe(true);
  });

  it('contains no secret', () => {
    const everything = JSON.stringify([recording.teams, recording.heard, recording.halopsa, recording.graph]);
    for (const secret of [/-simulators-alone/, /eyJ[\w-]{10,}\.[\w-]/, /halo-token-\d/])
      expect(everything).not.toMatch(secret);
  });
});
