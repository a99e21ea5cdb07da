/** The looks of the report's page: system fonts, colours that keep their contrast on light and on dark. */
export const pageStyle = `
:root { --back: #ffffff; --text: #242424; --soft: #616161; --line: #d1d1d1; --field: #f5f5f5;
  --green: #0e700e; --amber: #8a3707; --red: #b10e1c; --skipped: #616161; }
@media (prefers-color-scheme: dark) { :root { --back: #1f1f1f; --text: #f5f5f5; --soft: #adadad; --line: #525252; --field: #292929;
  --green: #6fcf6f; --amber: #f4a46a; --red: #f1707b; --skipped: #adadad; } }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.45 "Segoe UI", system-ui, sans-serif; }
main { max-width: 760px; margin: 0 auto; padding: 24px 16px 48px; overflow-wrap: anywhere; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 8px; }
h2 { font-size: 17px; margin: 0 0 4px; }
h2 .quiet { font-weight: 400; font-size: 13px; }
p { margin: 0 0 6px; }
.quiet, figcaption, caption { color: var(--soft); }
.headline { font-size: 18px; font-weight: 600; padding: 12px 14px; border-left: 4px solid currentColor; background: var(--field); margin: 16px 0; }
ol { padding-left: 26px; }
li { padding: 14px 0; border-top: 1px solid var(--line); }
li::marker { font-weight: 600; }
.next { font-weight: 600; }
.badge { font-size: 12px; border: 1px solid currentColor; border-radius: 4px; padding: 1px 6px; white-space: nowrap; }
.headline.green, .badge.green { color: var(--green); }
.headline.amber, .badge.amber { color: var(--amber); }
.headline.red, .badge.red { color: var(--red); }
.badge.skipped, .badge.waiting, .badge.running { color: var(--skipped); }
summary { cursor: pointer; color: var(--soft); }
figure { margin: 12px 0; overflow-x: auto; }
.table { overflow-x: auto; margin: 8px 0; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
caption { text-align: start; padding: 4px 0; font-weight: 600; }
th, td { text-align: start; vertical-align: top; padding: 4px 10px 4px 0; border-top: 1px solid var(--line); }
th { font-weight: 600; color: var(--soft); }
tbody th { width: 30%; }
svg { max-width: 100%; height: auto; font: 13px "Segoe UI", system-ui, sans-serif; }
svg text { fill: var(--text); }
svg text.quiet { fill: var(--soft); }
svg text.name { font-weight: 600; }
svg rect.green { fill: var(--green); } svg rect.amber { fill: var(--amber); } svg rect.red { fill: var(--red); }
svg rect.skipped, svg rect.waiting, svg rect.running { fill: var(--line); }
svg .box { fill: var(--field); stroke: var(--green); stroke-width: 1.5; }
svg .box.this-computer { stroke: var(--soft); }
svg .box.bad { stroke: var(--red); stroke-dasharray: 6 4; }
svg .arrow { fill: none; stroke: var(--soft); stroke-width: 1.5; }
@media print { details { display: block; } }
`;
