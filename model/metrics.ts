/**
 * The metrics of a running Callboard: one table of names, so that dashboards keep working and docs/reference/metrics.md
 * can be tested against it. Labels take few, known values: never an id, a name or a text.
 */
export const METRICS = {
  // counters
  tickets_heard_total: { kind: 'counter', help: 'Tickets that came in or changed, by how we heard.', labels: ['by'] },
  triage_total: {
    kind: 'counter',
    help: 'Triage records written, by what made them: rules, or the deadline.',
    labels: ['by'],
  },
  decisions_total: { kind: 'counter', help: 'Decisions, by outcome.', labels: ['outcome'] },
  offers_ended_total: { kind: 'counter', help: 'Offers that ended, by how.', labels: ['how'] },
  commands_total: {
    kind: 'counter',
    help: 'What people asked the desk to do, and its answer.',
    labels: ['command', 'outcome'],
  },
  effects_total: {
    kind: 'counter',
    help: 'Attempts to change something outside, by how they ended: done, retry, dead, or lost to another copy.',
    labels: ['kind', 'as'],
  },
  effects_unclear_total: {
    kind: 'counter',
    help: 'Attempts that may have landed although nobody confirmed it.',
    labels: ['kind'],
  },
  copies_total: { kind: 'counter', help: 'Messages that may stand in Teams twice after an unclear send.', labels: [] },
  client_mails_total: { kind: 'counter', help: 'Mails to clients, by what they say.', labels: ['message'] },
  visits_total: { kind: 'counter', help: 'Steps of visits, by step.', labels: ['step'] },
  replans_total: { kind: 'counter', help: 'Days planned anew, by what became of the plan.', labels: ['step'] },
  visits_confirmed_total: { kind: 'counter', help: 'Visits confirmed, by who chose the time.', labels: ['by'] },
  visit_moves_total: {
    kind: 'counter',
    help: 'Confirmed visits that got another time, by who moved them.',
    labels: ['by'],
  },
  coordination_minutes_saved_total: {
    kind: 'counter',
    help: 'Minutes that nobody spent on the phone for a time, by the MSP’s own figure for one such call.',
    labels: [],
  },
  notices_total: {
    kind: 'counter',
    help: 'Notices of changed calendars from Microsoft Graph, by what became of them.',
    labels: ['outcome'],
  },
  hooks_total: { kind: 'counter', help: 'Pushes from the PSA, by what became of them.', labels: ['outcome'] },
  http_requests_total: { kind: 'counter', help: 'Requests to our server.', labels: ['route', 'status'] },
  // timers
  effect_seconds: { kind: 'timer', help: 'How long an attempt outside took.', labels: ['kind'] },
  pass_seconds: { kind: 'timer', help: 'How long deciding the whole queue took.', labels: [] },
  command_seconds: { kind: 'timer', help: 'How long a person waited for the desk.', labels: ['command'] },
  card_seconds: {
    kind: 'timer',
    help: 'From hearing of a new ticket to its card in the dispatch channel.',
    labels: [],
  },
  visit_confirm_seconds: {
    kind: 'timer',
    help: 'From having an owner to a time that the client confirmed.',
    labels: [],
  },
  // gauges
  tickets_untaken: { kind: 'gauge', help: 'Open tickets that nobody has taken.', labels: [] },
  tickets_untriaged: {
    kind: 'gauge',
    help: 'Open tickets without a triage record; dispatch waits for them.',
    labels: [],
  },
  effects_waiting: { kind: 'gauge', help: 'Effects that wait to leave, also behind a dead letter.', labels: [] },
  effects_dead: { kind: 'gauge', help: 'Dead letters: effects that a person must look at.', labels: [] },
  visits_unconfirmed: { kind: 'gauge', help: 'Visits that were offered and have no time yet.', labels: [] },
  poll_age_seconds: { kind: 'gauge', help: 'Seconds since the PSA was last read to its end.', labels: [] },
} as const satisfies Record<string, MetricInfo>;

export interface MetricInfo {
  readonly kind: 'counter' | 'timer' | 'gauge';
  readonly help: string;
  readonly labels: readonly string[];
}

export type MetricName = keyof typeof METRICS;
type NameOf<K extends MetricInfo['kind']> = {
  [N in MetricName]: (typeof METRICS)[N]['kind'] extends K ? N : never;
}[MetricName];
export type CounterName = NameOf<'counter'>;
export type TimerName = NameOf<'timer'>;
export type GaugeName = NameOf<'gauge'>;
export const GAUGES = Object.keys(METRICS).filter(
  (name): name is GaugeName => METRICS[name as MetricName].kind === 'gauge',
);

/** The labels of a metric; a missing one counts as `unknown`. Prometheus keeps a series for each combination. */
export type LabelsOf<N extends MetricName> = Readonly<Record<(typeof METRICS)[N]['labels'][number], string>>;

/** Receives measurements. Cheap and never throws: call it on any path. */
export interface Metrics {
  /** Counts one, or `by`. */
  count<N extends CounterName>(name: N, labels?: LabelsOf<N>, by?: number): void;
  /** Records a duration; given in ms like every duration here, exported in seconds. */
  time<N extends TimerName>(name: N, ms: number, labels?: LabelsOf<N>): void;
  /** How much of something there is now. */
  gauge(name: GaugeName, value: number): void;
}
