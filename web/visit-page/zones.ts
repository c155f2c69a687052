import { cityOf, localeOf } from '../../desk/client-messages/index.ts';
import { html, type Html } from '../../model/html.ts';
import type { ClientLanguage } from '../../model/visit.ts';

/** The zones to choose from, by region. Intl translates each region's UN code into every language. */
const PARTS: readonly (readonly [code: string, zones: RegExp])[] = [
  ['150', /^Europe\//],
  ['019', /^America\//],
  ['142', /^Asia\//],
  ['002', /^Africa\//],
  ['AU', /^Australia\//],
  ['009', /^Pacific\//],
  ['001', /^(Atlantic|Indian|Arctic|Antarctica)\//],
];
const ZONES = Intl.supportedValuesOf('timeZone');
const made = new Map<string, Html>();

/** Options of the zone list, the reader's own zone first. Cached per language, because there are four hundred zones. */
export function zoneOptions(language: ClientLanguage, timeZone: string, name: string): Html {
  const locale = localeOf(language, '');
  const all = made.get(locale) ?? allZones(locale);
  made.set(locale, all);
  return html`<option value="${timeZone}" selected>${name}</option>
    ${all}`;
}

function allZones(locale: string): Html {
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  const order = new Intl.Collator(locale);
  const groups = PARTS.map(([code, belongs]) => {
    const zones = ZONES.filter((zone) => belongs.test(zone)).sort((a, b) => order.compare(cityOf(a), cityOf(b)));
    const options = zones.map((zone) => html`<option value="${zone}">${cityOf(zone)}</option>`);
    return html`<optgroup label="${regions.of(code)}">${options}</optgroup>`;
  });
  return html`${groups}
    <option value="UTC">UTC</option>`;
}
