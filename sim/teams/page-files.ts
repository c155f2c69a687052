import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express from 'express';
import { hostConfig, themeCss } from './theme.ts';

/** The Fluent icons that the page uses; the package contains thousands. */
const ICONS = [
  'alert',
  'arrow_left',
  'calendar',
  'chat',
  'clock',
  'dark_theme',
  'dismiss',
  'eye',
  'lightbulb',
  'mail',
  'number_symbol',
  'pause',
  'people_team',
  'play',
  'send',
  'arrow_sync',
];

/** Serves the page's own files, the card renderer, and assets of the Fluent packages. */
export function pageFiles(page: express.Router): void {
  const require = createRequire(import.meta.url);
  const folderOf = (file: string) => dirname(require.resolve(file));
  const here = join(import.meta.dirname, 'page');
  page.get('/', (_req, res) => {
    res.sendFile('index.html', { root: here });
  });
  page.use('/page', express.static(here, { index: false }));
  page.get('/lib/adaptivecards.js', (_req, res) => {
    res.sendFile('adaptivecards.min.js', { root: folderOf('adaptivecards/dist/adaptivecards.min.js') });
  });
  page.get('/theme.css', (_req, res) => {
    res.type('css').send(themeCss());
  });
  page.get('/host-config.json', (_req, res) => {
    res.json(hostConfig());
  });
  const icons = join(dirname(require.resolve('@fluentui/svg-icons/package.json')), 'icons');
  page.get('/icons/:name', (req, res) => {
    const known = ICONS.some(
      (icon) => req.params.name === `${icon}_20_regular.svg` || req.params.name === `${icon}_24_regular.svg`,
    );
    if (known) res.sendFile(req.params.name, { root: icons });
    else res.status(404).end();
  });
}
