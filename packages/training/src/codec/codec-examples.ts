/** What a codec job leaves of single examples, in the same form as the jobs that train. */
import { type ExamplePoint, measured, type Setting } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { ExampleCamera } from '../examples/example-camera.ts';
import { MOST_PICTURED } from '../examples/example-picture.ts';
import {
  type ExampleReport,
  MOST_EXAMPLES,
  namesOf,
  pictureOriginals,
  reportFailure,
} from '../examples/record-examples.ts';
import { batchExamples, uploadBatch } from '../train/batch-tensors.ts';
import type { OpenModel } from '../train/open-model.ts';
import type { ExampleValues } from './codec-values.ts';

/** The originals that the codec's pictures are compared with. */
export async function pictureFirstExamples(
  model: OpenModel,
  camera: ExampleCamera | undefined,
): Promise<void> {
  if (!camera) return;
  const { evaluation } = model.run.data;
  let first = 0;
  for (let index = 0; index < evaluation.count && first < MOST_PICTURED; index++) {
    const hostBatch = await evaluation.at(index);
    const batch = tf.tidy(() => uploadBatch(hostBatch));
    try {
      await pictureOriginals(model, camera, { batch, first });
    } finally {
      tf.dispose(Object.values(batch));
    }
    first += batchExamples(hostBatch);
  }
}

interface Found {
  report: ExampleReport;
  camera: ExampleCamera | undefined;
  measured: readonly { setting: Setting; values: ExampleValues }[];
}

export async function reportExamples({ run }: OpenModel, found: Found): Promise<void> {
  const { report, camera } = found;
  await reportFailure(camera, report);
  if (!report.examples) return;
  const evaluated = Math.max(...found.measured.map(({ values }) => Object.values(values)[0]?.length ?? 0));
  const points = found.measured.map(({ setting, values }): ExamplePoint => {
    const kept = Object.entries(values).map(([name, own]) => [
      name,
      own.slice(0, MOST_EXAMPLES).map(measured),
    ]);
    return { at: { setting }, values: Object.fromEntries(kept) };
  });
  await report.examples({ evaluated, ...(await namesOf(run.data.evaluation, evaluated)), points });
}
