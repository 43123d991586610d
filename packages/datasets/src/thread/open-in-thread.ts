/** A data set in a thread of its own, behind the same interface. */
import type { ImageDataset } from '../image-dataset.ts';
import { startThread } from './thread-calls.ts';
import type { ThreadTask } from './thread-messages.ts';

/** Opens the data set of `task`; fails as it would fail here, or with `crashed` when the thread dies. */
export async function openInThread(task: ThreadTask, script?: URL): Promise<ImageDataset> {
  const thread = startThread(task, script);
  const facts = await thread.opened.catch(async (error: unknown) => {
    await thread.ended;
    throw error;
  });
  return {
    ...facts,
    train: (indices, draws) => thread.ask('train', indices, draws),
    evaluation: (indices) => thread.ask('evaluation', indices),
    evaluationImage: (index) => thread.ask('evaluationImage', index),
    async close() {
      try {
        if (!thread.isDead()) await thread.ask('close');
      } finally {
        await thread.ended;
      }
    },
  };
}
