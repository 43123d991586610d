/** How long a sweep will take, in words and one table. */

import { formatCount, formatNumber, formatSeconds } from '@yoto/core';
import type { GroupEstimate, SweepEstimate } from '../estimate/estimate-sweep.ts';
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
  const { estimate, engine, threads, measuredSeconds, notes } = report;
  const means = `the engine ${engine.name} on ${engine.device}, ${threads} thread${threads === 1 ? '' : 's'}`;
  const sum = sumInWords(report);
  if (sum === undefined) {
    return [`How long it will take is not known: nothing could be measured with ${means}.`, ...notes].join(
      '\n',
    );
  }
  const heading = `How long it will take (measured in ${formatSeconds(measuredSeconds)} with ${means}):`;
  return [heading, groupTable(estimate.groups), sum, ...notes].join('\n');
}

/** Undefined where nothing is known; a lower bound, and what it leaves out, where a part is. */
function sumInWords({ estimate, capacity }: EstimateReport): string | undefined {
  const { deviceSeconds, wallSeconds, groups } = estimate;
  if (deviceSeconds === null || wallSeconds === null) return undefined;
  const hours = `${formatNumber(round(deviceSeconds / 3600))} device-hours`;
  const until = `${formatSeconds(wallSeconds)} with ${capacity}`;
  const unknown = groups.filter((group) => group.deviceSeconds === null);
  if (unknown.length === 0) return `In all ${hours}: about ${until}.`;
  const names = unknown.map(({ name, jobs }) => `${name} (${formatCount(jobs)} job${jobs === 1 ? '' : 's'})`);
  return `At least ${hours}: at least ${until}. Not known, and not counted: ${names.join(', ')}.`;
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
    formatNumber(round(group.secondsPerStep)),
    formatNumber(round(group.secondsPerEvaluation)),
    group.deviceSeconds === null ? '–' : formatSeconds(group.deviceSeconds),
  ]);
  return formatTable(columns, rows);
}

/** A measurement of some seconds is good for two digits. */
function round(value: number): number;
function round(value: number | null): number | null;
function round(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(2));
}
