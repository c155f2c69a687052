import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

let shared: Promise<Browser> | undefined;

/** One Chromium for the whole process: the one that npm brought on Linux, an installed Chrome elsewhere. */
async function start(): Promise<Browser> {
  const bundled = process.platform === 'linux' && process.arch === 'x64';
  const executablePath = bundled ? await chromium.executablePath() : INSTALLED.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error(`no Chrome among ${INSTALLED.join(', ')}`);
  // The bundled build has no sandbox helper; it only ever sees our own pages.
  const args = bundled ? ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'] : [];
  return playwright.launch({ executablePath, headless: true, args });
}

/** Gives a browser, or the reason why there is none. */
export async function findBrowser(): Promise<Browser | string> {
  try {
    return await (shared ??= start());
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Opens a fresh page: another person, another window size. */
export type OpenPage = (options?: Parameters<Browser['newPage']>[0]) => Promise<Page>;

/** Closes the browser that `findBrowser` started, if it started one. */
export async function closeBrowser(): Promise<void> {
  const browser = await shared?.catch(() => undefined);
  shared = undefined;
  await browser?.close();
}
