import { loopbackPages } from '../loopback-page.ts';

/** Shared style of the pages that show the simulated Microsoft 365. */
const STYLE = `
:root { color-scheme: light dark; }
body { max-width: 1080px; margin: 0 auto; padding: 16px; font: 14px/20px "Segoe UI", system-ui, sans-serif; overflow-wrap: anywhere; background: light-dark(#fff, #1f1f1f); color: light-dark(#242424, #f5f5f5); }
a { color: light-dark(#0f548c, #9dc7ff); }
h1 { margin: 4px 0 12px; font-size: 20px; line-height: 28px; }
h2 { margin: 0 0 8px; font-size: 16px; }
p { margin: 0; }
.who, dt { color: light-dark(#5c5c5c, #c8c8c8); }
ol { margin: 0; padding: 0; list-style: none; }
li { padding: 8px 0; border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
dl { display: grid; grid-template-columns: minmax(72px, max-content) 1fr; gap: 4px 16px; margin: 0 0 16px; }
dd { margin: 0; }
.parts { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 16px; margin-top: 16px; }
@media (max-width: 720px) { .parts { grid-template-columns: minmax(0, 1fr); } }
iframe { width: 100%; min-height: 640px; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 4px; background: #fff; }
.text { white-space: pre-wrap; }
`;

/** Page templates of the simulated Microsoft 365. The frame permission is for mails. */
export const { open: openPage, frame } = loopbackPages(STYLE, ["frame-src 'self'"]);
