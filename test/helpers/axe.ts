import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong with a page, each with the elements that it is about. `options` are `axe.run`'s, as JavaScript. It
 * comes in through the debugger: the page's policy lets no foreign script in, not even this one.
 */
export async function axe(page: Page, options = '{}'): Promise<string[]> {
  // A page whose content was only replaced has it already; reading half a megabyte of script again takes its time.
  if (!(await page.evaluate(`typeof axe === 'object'`))) await page.evaluate(AXE);
  const found = await page.evaluate<readonly { readonly id: string; readonly nodes: readonly string[] }[]>(
    // What passed is counted by nobody; violations come whole either way (axe-core, doc/API.md, resultTypes).
    `axe.run(document, { resultTypes: ['violations'], ...${options} }).then(({ violations }) =>
      violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 160)) })))`,
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.join(' | ')}`);
}
