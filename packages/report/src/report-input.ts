import type { SweepComparison, SweepDetail, SweepProvenance, TaskDetail } from '@yoto/core';
import type { ReportPicture } from './block.ts';

/** All that a report is made of. */
export interface ReportInput {
  sweep: SweepDetail;
  task: TaskDetail;
  comparison: SweepComparison;
  provenance: SweepProvenance;
  /** Results of others to draw beside the sweep's own. */
  published: TaskDetail['publishedCurves'];
  /** In the order in which they are to be read. */
  pictures: readonly ReportPicture[];
  /** How many more there were than a page can carry. */
  picturesLeftOut: number;
  /** The program that writes the report. */
  tool: { version: string; commit: string | null };
  generatedAt: Date;
}
