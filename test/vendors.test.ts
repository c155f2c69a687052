import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FOLDERS } from '../boundaries.mjs';

const root = resolve(import.meta.dirname, '..');
const folders = [...Object.keys(FOLDERS), 'start', 'commands', 'appPackage', 'docs'].join(',');
/** What is shipped and read: not the tests, the benchmarks and what is generated beside the repository. */
const files = [
  ...globSync(['*.{ts,mts,mjs,md}', '.env.example', `{${folders}}/**/*.{ts,js,md,html,css,svg}`], { cwd: root }),
].map((file) => file.replaceAll('\\', '/'));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Where HaloPSA may be named, each with its reason. */
const NAMES_HALOPSA: readonly (readonly [where: RegExp, why: string])[] = [
  [/^psa\/halopsa\//, 'its connector'],
  [/^config\/settings\/halopsa\.ts$/, 'its settings'],
  [/^start\/psa-vendors\.ts$/, 'the table of PSAs'],
  [/^docs\/(guides|platform)\/halopsa\.md$/, 'its guide, and what is known of it'],
  [/^docs\/reference\/config\.md$|^\.env\.example$/, 'made of the table of PSAs'],
  [/^(README|CHANGELOG|SECURITY)\.md$/, 'tell people which products Callboard works with'],
  [/^sim\/(psa\/halopsa|world)\//, 'its simulator, and the world that the demo seeds it with'],
  [/^start\/demo/, 'the demo plays on its simulator'],
  [/^commands\/(record|world)/, 'play on its simulator'],
  [/^docs\/reference\/load\.md$/, 'a report of what was measured with its simulator'],
];

describe('vendors in one place', () => {
  it('the files are found', () => expect(files.length).toBeGreaterThan(300));

  it('HaloPSA is named only where HaloPSA is meant; a guide may link to its guide', () => {
    const naming = files.filter((file) =>
      /halo/i.test(
        file +
          read(file)
            .replaceAll(/docs\/platform\/halopsa\.md/g, '')
            .replaceAll(/\[HaloPSA\]\(halopsa\.md(#[\w-]+)?\)(: `PSA=halopsa`)?/g, ''),
      ),
    );
    expect(naming.filter((file) => !NAMES_HALOPSA.some(([where]) => where.test(file)))).toEqual([]);
    for (const [where, why] of NAMES_HALOPSA)
      expect(
        naming.some((file) => where.test(file)),
        why,
      ).toBe(true);
  });

  it('a store is opened in one place; the demo keeps its own in memory', () => {
    const opening = files.filter(
      (file) => !file.startsWith('store/') && /'[./]+\/store\/(sqlite|mongo)\//.test(read(file)),
    );
    expect(opening.sort()).toEqual(['start/demo.ts', 'start/engines.ts']);
  });

  it('the addresses of Microsoft’s clouds are in one file', () => {
    const address =
      /(login|graph|api|atlas|smba|vault)\.(microsoft|botframework|trafficmanager|azure|chinacloudapi)\w*\./;
    const holding = files.filter((file) => {
      if (!/^(model|bot|graph|config|start|commands)\/.*\.ts$/.test(file)) return false;
      const code = read(file).replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
      return address.test(code);
    });
    expect(holding).toEqual(['model/cloud.ts']);
  });
});
