import { tf } from '@yoto/engine';
import { type Explorer, type ExploreTask, openExplorer } from '@yoto/training';
import { expect } from 'vitest';

/** Opens a checkpoint's model for `use`, and expects that nothing is left of it in memory. */
export async function exploring<T>(
  task: ExploreTask,
  checkpoint: Uint8Array,
  use: (explorer: Explorer) => Promise<T>,
): Promise<T> {
  const before = tf.memory().numTensors;
  const explorer = await openExplorer(task, checkpoint);
  const result = await use(explorer);
  explorer.dispose();
  expect(tf.memory().numTensors, 'it leaves no tensor behind').toBe(before);
  return result;
}
