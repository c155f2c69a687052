import { settingsTable } from '../../config/settings.ts';
import { ERRORS } from '../../model/errors.ts';
import { METRICS, type MetricInfo } from '../../model/metrics.ts';
import { PSA_VENDORS } from '../../start/psa-vendors.ts';

/** The reference pages, made of the code's own tables: what stands there is what is, and nothing else. */

const MADE = '<!-- Made of the code: npx vitest run test/docs.test.ts -u -->\n';
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`)
    .join('');

const WHO = {
  caller: ['The caller', 'Bad input, or no right to do this.'],
  other: ['The other side', 'Teams or the PSA said no.'],
  wire: ['The wire', 'Nobody answered.'],
  us: ['Us', 'A bug, or a machine in trouble.'],
} as const;

export function errorsPage(): string {
  const sections = Object.entries(WHO).map(([who, [title, means]]) => {
    const rows = Object.entries(ERRORS).filter(([, error]) => error.who === who);
    return `## ${title}\n\n${means}\n\n${table(
      ['Code', 'What to do'],
      rows.map(([code, error]) => [`\`${code}\``, error.next]),
    )}`;
  });
  return `# Error codes\n\n${MADE}\nEvery error that Callboard shows, by who can act on it. A code never changes its meaning and is never used again.\n\n${sections.join('\n')}`;
}

/** Every setting, under the heading people look for: a PSA's own settings stand under its name. */
const SETTINGS = Object.entries(settingsTable(PSA_VENDORS)).map(([name, setting]) => {
  const vendor = PSA_VENDORS.find(({ settings }) => Object.hasOwn(settings, name));
  return { name, ...setting, vendor, heading: vendor?.name ?? setting.group };
});

export function configPage(): string {
  const sections = [...new Set(SETTINGS.map(({ heading }) => heading))].map((heading) => {
    const ours = SETTINGS.filter((one) => one.heading === heading);
    const vendor = ours[0]?.vendor;
    const said = vendor ? `For \`PSA=${vendor.key}\`.\n\n` : '';
    const rows = ours.map(({ name, needed, secret, help, example }) => {
      const marks = [needed ? 'needed' : '', secret ? 'secret' : ''].filter((mark) => mark !== '');
      return [`\`${name}\``, marks.join(', '), help, `\`${example}\``];
    });
    return `## ${heading}\n\n${said}${table(['Setting', '', 'What it is for', 'Example'], rows)}`;
  });
  return (
    `# Settings\n\n${MADE}\n` +
    'From the environment first, then from a file `.env` in the working directory. Without any setting of Teams, the PSA or the desk, Callboard is the demo. `npm run config:check` reports every mistake.\n\n' +
    '"Needed" settings are needed as soon as one of Teams, the PSA or the desk is set. A "secret" setting may also be given as `NAME_FILE`, the path of a file of mode 0600, or as `keyvault:<name>`; in a `.env`, that file must have mode 0600. Placeholders, the examples here among them, are refused.\n\n' +
    sections.join('\n')
  );
}

export function metricsPage(): string {
  const rows = Object.entries<MetricInfo>(METRICS).map(([name, metric]) => {
    const labels = metric.labels.map((label) => `\`${label}\``).join(', ');
    return [`\`callboard_${name}\``, metric.kind === 'timer' ? 'histogram' : metric.kind, labels, metric.help];
  });
  return `# Metrics\n\n${MADE}\n\`GET /metrics\`, for Prometheus; [who may read them](../guides/operate.md#is-it-well). Beside these stand the process's own (\`process_…\`, \`nodejs_…\`).\n\n${table(['Metric', 'Kind', 'Labels', 'What it says'], rows)}`;
}

/**
 * `.env.example`: needed settings open, the rest commented out, and so is every PSA but the default one. Examples that
 * stand for real values are refused.
 */
export function envExample(): string {
  const lines = SETTINGS.flatMap(({ name, needed, vendor, heading, help, example }, i) => {
    const title = SETTINGS[i - 1]?.heading === heading ? [] : ['', `# ---- ${heading} ----`];
    const used = vendor === undefined || vendor === PSA_VENDORS[0];
    const open = (needed === 'always' && used) || name === 'TEAMS_APP_SECRET';
    const value = /[\s#<"']/.test(example) ? `"${example}"` : example;
    return [...title, '', ...wrapped(help), `${open ? '' : '#'}${name}=${value}`];
  });
  return [
    '# Copy to .env, run chmod 600 .env, fill in, then: npm run config:check',
    '# Everything that is not commented out is needed. Without this file, Callboard is the demo.',
    ...lines,
    '',
  ].join('\n');
}

function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length > 108) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => `# ${line}`);
}
