export type { ReportPicture } from './block.ts';
export { htmlReport } from './render/html-report.ts';
export { markdownReport } from './render/markdown-report.ts';
export type { ReportInput } from './report-input.ts';
export type { ReportTable } from './report-table.ts';
export { regretTable } from './tables/regret-table.ts';
export { summaryTable } from './tables/summary-table.ts';
