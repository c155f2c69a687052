/** Teams' colours for our pages: docs/platform/teams.md, “Teams publishes its colours”. */
export const LIGHT = {
  page: '#f5f5f5',
  card: '#ffffff',
  raised: '#fafafa',
  text: '#242424',
  second: '#424242',
  third: '#616161',
  rule: '#d1d1d1',
  stroke: '#616161',
  brand: '#5b5fc7',
  brandHover: '#4f52b2',
  onBrand: '#ffffff',
  link: '#4f52b2',
  danger: '#b10e1c',
  success: '#0e700e',
  focus: '#000000',
} as const;
export const DARK: Readonly<Record<keyof typeof LIGHT, string>> = {
  page: '#1f1f1f',
  card: '#292929',
  raised: '#242424',
  text: '#ffffff',
  second: '#d6d6d6',
  third: '#adadad',
  rule: '#666666',
  stroke: '#adadad',
  brand: '#4f52b2',
  brandHover: '#5b5fc7',
  onBrand: '#ffffff',
  link: '#7f85f5',
  // Not Teams' danger colour, whose contrast on a dark-theme card is below 4.5:1.
  danger: '#e37d80',
  success: '#54b054',
  focus: '#ffffff',
};

const variables = (colours: Readonly<Record<string, string>>) =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ');

/**
 * One column, one decision at a time. Targets are 48 px high, focus is always visible, and colour never carries meaning
 * alone: a chosen time has a tick, a mistake has a text. The book button stays in view once a time is chosen. Forced
 * system colours are respected.
 */
export const STYLE = `
:root { color-scheme: light dark; ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${variables(DARK)} } }
* { box-sizing: border-box; }
html { scroll-padding-bottom: 120px; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/24px "Segoe UI", system-ui, -apple-system, BlinkMacSystemFont, Roboto, "Helvetica Neue", sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 640px; margin: 0 auto; padding-left: 16px; padding-right: 16px; }
header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; column-gap: 16px; padding-top: 12px; padding-bottom: 12px; }
.company { font-weight: 600; }
a { color: var(--link); text-underline-offset: 3px; }
header a, footer a { display: inline-flex; align-items: center; min-height: 44px; }
header a { text-decoration: none; white-space: nowrap; }
header a:hover { text-decoration: underline; }
main { padding-bottom: 8px; }
.sheet { background: var(--card); border-radius: 8px; padding: 24px; box-shadow: 0 0 2px rgb(0 0 0 / 12%), 0 2px 4px rgb(0 0 0 / 10%); }
h1 { margin: 0 0 4px; font-size: 24px; line-height: 32px; font-weight: 600; }
h2 { margin: 0; font-size: 16px; line-height: 24px; font-weight: 600; }
p { margin: 0 0 12px; }
.eyebrow, .quiet { color: var(--third); font-size: 14px; line-height: 20px; }
.eyebrow { margin-bottom: 4px; }
.about { margin: 16px 0 0; padding: 12px 16px; background: var(--raised); border-left: 3px solid var(--brand); border-radius: 4px; }
.about p { margin: 0; }
.about .what { font-weight: 600; }
.notice, .mistakes { margin: 16px 0 0; padding: 12px 16px; border: 1px solid var(--rule); border-left: 3px solid var(--brand); border-radius: 4px; }
.mistakes { border-color: var(--danger); }
.mistakes h2 { color: var(--danger); }
.mistakes ul { margin: 4px 0 0; padding: 0; list-style: none; }
.mistakes a { display: inline-block; min-height: 44px; padding: 10px 0; }
.notice p:last-child { margin: 0; }

fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
.day { padding: 16px 0; border-top: 1px solid var(--rule); }
.day legend { float: left; width: 100%; margin-bottom: 8px; padding: 0; font-weight: 600; }
.day legend + * { clear: both; }
.near { color: var(--third); font-weight: 400; }
.part { display: grid; grid-template-columns: 96px 1fr; gap: 4px 12px; align-items: start; }
.part + .part { margin-top: 8px; }
.part > p { margin: 0; padding-top: 12px; color: var(--third); }
.times { display: grid; grid-template-columns: repeat(auto-fill, minmax(104px, 1fr)); gap: 8px; }
.times.wide { grid-template-columns: 1fr; }
.time { position: relative; display: block; }
.time input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.time span { display: flex; align-items: center; justify-content: center; min-height: 48px; padding: 4px 8px; border: 1px solid var(--stroke); border-radius: 4px; background: var(--card); font-variant-numeric: tabular-nums; text-align: center; }
.time:hover span { border-color: var(--brand); }
.time input:checked + span { background: var(--brand); border-color: var(--brand); color: var(--onBrand); font-weight: 600; }
.time input:checked + span::before { content: "✓"; content: "✓" / ""; margin-right: 6px; }
.time input:focus-visible + span, a:focus-visible, button:focus-visible, summary:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }

details { border-top: 1px solid var(--rule); }
summary { min-height: 48px; padding: 12px 0; cursor: pointer; color: var(--link); }
summary:hover { text-decoration: underline; text-underline-offset: 3px; }
.inside { padding: 0 0 16px; }
.zone { border: 0; margin-top: 12px; }
.zone summary { padding: 14px 0 10px; font-size: 14px; line-height: 20px; }
.zone form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; padding-bottom: 16px; }
.zone form > div { flex: 1 1 200px; margin: 0; }

.field { margin: 0 0 16px; }
label.name, .field > label { display: block; margin-bottom: 4px; font-weight: 600; }
.optional { color: var(--third); font-weight: 400; }
.hint, .wrong { margin: 0 0 4px; font-size: 14px; line-height: 20px; }
.hint { color: var(--third); }
.wrong { color: var(--danger); font-weight: 600; }
.field input, .field textarea, .field select { width: 100%; min-height: 48px; padding: 10px 12px; border: 1px solid var(--stroke); border-radius: 4px; background: var(--card); color: var(--text); font: inherit; }
.field textarea { min-height: 96px; resize: vertical; }
.field [aria-invalid] { border: 2px solid var(--danger); }

button, .button { display: inline-flex; align-items: center; justify-content: center; min-height: 48px; padding: 10px 20px; border: 1px solid var(--stroke); border-radius: 4px; background: var(--card); color: var(--text); font: inherit; font-weight: 600; text-decoration: none; text-align: center; cursor: pointer; transition: background-color 200ms; }
button:hover, .button:hover { border-color: var(--brand); }
.primary { background: var(--brand); border-color: var(--brand); color: var(--onBrand); }
.primary:hover { background: var(--brandHover); border-color: var(--brandHover); }
.danger { color: var(--danger); border-color: var(--danger); }
.danger:hover { border-color: var(--danger); background: var(--raised); }
form:has([name="slot"]:checked) .confirm { position: sticky; bottom: 0; }
.confirm { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 16px; margin: 8px -24px 0; padding: 12px 24px; border-top: 1px solid var(--rule); background: var(--card); }
.confirm button { flex: 1 0 auto; }
.confirm output { flex: 1 1 220px; font-weight: 600; }
.confirm output:empty { display: none; }

.mark { display: flex; align-items: center; justify-content: center; width: 44px; height: 44px; margin-bottom: 12px; border-radius: 50%; border: 2px solid var(--third); color: var(--third); font-size: 22px; line-height: 1; }
.mark.good { border-color: var(--success); color: var(--success); }
.when { margin: 20px 0 0; padding: 16px; background: var(--raised); border-left: 3px solid var(--brand); border-radius: 4px; }
.when p { margin: 0; }
.when .day-name { font-size: 20px; line-height: 28px; font-weight: 600; }
.when .hours { font-size: 20px; line-height: 28px; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: minmax(72px, max-content) 1fr; gap: 8px 16px; margin: 16px 0; }
dt { color: var(--third); }
dd { margin: 0; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 20px 0 16px; }
.progress { height: 3px; margin: 20px 0; overflow: hidden; border-radius: 2px; background: var(--rule); }
.progress::before { content: ""; display: block; width: 33%; height: 100%; background: var(--brand); animation: along 1.8s ease-in-out infinite; }
@keyframes along { from { transform: translateX(-100%); } to { transform: translateX(300%); } }

footer { padding-top: 8px; padding-bottom: 32px; color: var(--second); font-size: 14px; line-height: 20px; }
footer p { margin: 0; }
footer ul { display: flex; flex-wrap: wrap; gap: 0 20px; margin: 0; padding: 0; list-style: none; }
footer [aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }

@media (max-width: 480px) {
  .sheet { padding: 20px 16px; }
  .confirm { margin: 8px -16px 0; padding: 12px 16px; }
  .part { grid-template-columns: 1fr; }
  .part > p { padding-top: 0; font-size: 14px; line-height: 20px; }
  .part .times { grid-template-columns: repeat(auto-fill, minmax(92px, 1fr)); }
  .actions > *, form > button { width: 100%; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 8px; }
}
@media (prefers-reduced-motion: reduce) {
  * { transition: none !important; }
  .progress::before { animation: none; width: 100%; opacity: 0.4; }
}
@media (forced-colors: active) {
  .sheet, .when, .about { border: 1px solid CanvasText; }
  .time input:checked + span { forced-color-adjust: none; background: Highlight; color: HighlightText; border-color: Highlight; }
  .progress::before { background: Highlight; }
}
@media print { .confirm, .actions, details, footer ul { display: none; } }
`;
