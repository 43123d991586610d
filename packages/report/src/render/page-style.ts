/** The look of a report: light, narrow enough to read, and fit to print. */
export const PAGE_STYLE = `
:root { color-scheme: light; --text: #1c2733; --muted: #586573; --border: #dde2e7; --soft: #f4f6f8; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: #fff; font: 15px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
main { max-width: 1200px; margin: 0 auto; padding: 32px 24px 64px; }
h1 { margin: 0; font-size: 28px; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 40px 0 12px; padding-top: 16px; border-top: 1px solid var(--border); font-size: 21px; }
h3 { margin: 24px 0 8px; font-size: 16px; }
p { margin: 8px 0; max-width: 80ch; overflow-wrap: anywhere; white-space: pre-line; }
li { max-width: 100ch; margin: 4px 0; overflow-wrap: anywhere; }
.subtitle, .note, figcaption, dt { color: var(--muted); }
.note { margin: 6px 0 0; font-size: 13px; max-width: 110ch; }
.warnings { margin: 16px 0; padding: 12px 16px; border: 1px solid #ecd391; border-radius: 8px; background: #fdf4dd; }
.warnings ul { margin: 4px 0 0; padding-left: 20px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13.5px; font-variant-numeric: tabular-nums; }
th, td { padding: 5px 12px 5px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--border); }
th { font-weight: 600; vertical-align: bottom; }
td { white-space: nowrap; }
.number { text-align: right; padding: 5px 0 5px 16px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(460px, 100%), 1fr)); gap: 24px; margin: 16px 0; }
figure { margin: 0; max-width: 620px; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { margin-top: 6px; font-size: 13px; overflow-wrap: anywhere; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(360px, 100%), 1fr)); gap: 12px 16px; align-items: end; }
.pictures img { display: block; width: 100%; border: 1px solid var(--border); }
.gallery { width: 100%; table-layout: fixed; }
.gallery th, .gallery td { padding: 4px 12px 4px 0; border: 0; }
.gallery th[scope=row], .gallery thead td { width: 84px; vertical-align: top; white-space: normal; }
.gallery img { display: block; width: 100%; min-width: 180px; border: 1px solid var(--border); image-rendering: pixelated; }
.picture-grid { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 16px; margin: 12px 0 20px; align-items: start; break-inside: avoid; }
.of-data { display: grid; gap: 6px; width: 96px; }
.of-data:empty { display: none; }
.picture-grid th { padding: 2px 10px 2px 0; border: 0; vertical-align: top; }
.picture-grid tbody th { min-width: 84px; max-width: 120px; white-space: normal; }
.picture-grid td { width: 150px; min-width: 72px; padding: 0 4px 4px 0; border: 0; }
.tile { background-repeat: no-repeat; image-rendering: pixelated; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 8px 0; }
dd { margin: 0; overflow-wrap: anywhere; }
pre { margin: 8px 0; padding: 12px; background: var(--soft); border-radius: 6px; font: 12.5px/1.45 ui-monospace, Menlo, Consolas, monospace; overflow-x: auto; }
a { color: #0067a3; }
summary { cursor: pointer; }
@media print {
  body { font-size: 11px; }
  main { max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  figure, tr, .warnings { break-inside: avoid; }
  .figures { grid-template-columns: 1fr 1fr; }
  table { font-size: 9.5px; }
  details, a[download] { display: none; }
}
`;
