import { engineLabel, formatSeconds, type SweepProvenance } from '@yoto/core';
import { columnsOf, type ReportTable } from '../report-table.ts';

/** What it was computed with. */
export function machinesTable({ machines }: SweepProvenance): ReportTable {
  return {
    title: 'Engines and devices',
    columns: columnsOf(['engine', 'device', 'worker version'], ['jobs', 'attempts', 'device time']),
    rows: machines.map(({ engine, engineVersion, device, workerVersion, jobs, attempts, deviceSeconds }) => [
      engineLabel(engine, engineVersion),
      device ?? 'unknown',
      workerVersion ?? 'unknown',
      String(jobs),
      String(attempts),
      formatSeconds(deviceSeconds),
    ]),
    notes: machines.length === 0 ? ['No job has been started.'] : [],
  };
}
