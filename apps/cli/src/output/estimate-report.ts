/** How long a sweep will take, in words and one table. */
import type { GroupEstimate, SweepEstimate } from '../estimate/estimate-sweep.ts';
import { formatCount, formatDuration, formatMeasured } from './numbers.ts';
import { type Column, formatTable } from './table.ts';

export interface EstimateReport {
  estimate: SweepEstimate;
  engine: { name: string; device: string };
  threads: number;
  /** How long the measuring took. */
  measuredSeconds: number;
  /** What the time until the end is for, e.g. `one job at a time`. */
  capacity: string;
  notes: readonly string[];
}

export function estimateReport(report: EstimateReport): string {
  const { estimate, engine, threads, measuredSeconds, capacity, notes } = report;
  const measured = `measured in ${formatDuration(measuredSeconds)} with the engine ${engine.name} on ${engine.device}, ${threads} thread${threads === 1 ? '' : 's'}`;
  const { unmeasuredJobs: missing } = estimate;
  const without =
    missing === 0
      ? ''
      : `, without ${formatCount(missing)} job${missing === 1 ? '' : 's'} that could not be measured`;
  const sum = `In all ${formatMeasured(round(estimate.deviceSeconds / 3600))} device-hours: about ${formatDuration(estimate.wallSeconds)} with ${capacity}${without}.`;
  return [`How long it will take (${measured}):`, groupTable(estimate.groups), sum, ...notes].join('\n');
}

function groupTable(groups: readonly GroupEstimate[]): string {
  const titles = ['jobs', 'steps', 's/step', 's/evaluation', 'device time'];
  const columns: Column[] = [
    { title: 'group' },
    ...titles.map((title) => ({ title, align: 'right' as const })),
  ];
  const rows = groups.map((group) => [
    group.name,
    formatCount(group.jobs),
    formatCount(group.steps),
    formatMeasured(round(group.secondsPerStep)),
    formatMeasured(round(group.secondsPerEvaluation)),
    group.deviceSeconds === null ? '–' : formatDuration(group.deviceSeconds),
  ]);
  return formatTable(columns, rows);
}

/** A measurement of some seconds is good for two digits. */
function round(value: number): number;
function round(value: number | null): number | null;
function round(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(2));
}
