/** Runs a trained model in a thread of its own, so that the page stays responsive. The server's security headers know its name. */
import wasmFile from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { AppError } from '@yoto/core';
import { openBrowserEngine } from '@yoto/engine/browser';
import type { BrowserEngineName } from '@yoto/engine/browser-engines';
import { loadExploreTask } from '@yoto/tasks/explore';
import { type Explorer, openExplorer } from '@yoto/training';
import { type ExploreAnswer, type ExploreQuestion, errorAnswer } from './messages.ts';

/** What this file uses of a worker's globals, for which the page's types have others. */
interface Thread {
  onmessage: ((event: { data: ExploreQuestion }) => void) | null;
  postMessage(answer: ExploreAnswer): void;
}
const thread = globalThis as unknown as Thread;

let engine: Promise<BrowserEngineName> | undefined;
let explorer: Explorer | undefined;

thread.onmessage = async ({ data }) => {
  try {
    thread.postMessage(await answer(data));
  } catch (error) {
    thread.postMessage(errorAnswer(data.number, error));
  }
};

async function answer(question: ExploreQuestion): Promise<ExploreAnswer> {
  const { number } = question;
  if (question.ask === 'open') {
    const { taskId, checkpoint, only } = question;
    const task = await loadExploreTask(taskId);
    if (!task)
      throw new AppError(
        'not_found',
        `This dashboard was built without the code that runs models of the task "${taskId}"`,
      );
    engine ??= openBrowserEngine({ wasmFile, only });
    const name = await engine;
    explorer?.dispose();
    explorer = await openExplorer(task, checkpoint);
    const { step, sliders, inputs, choices, measures } = explorer;
    return { number, value: { step, sliders, inputs, choices, measures, engine: name } };
  }
  if (!explorer) throw new AppError('internal', 'No model is open');
  const before = performance.now();
  const sets = await explorer.show(question.request);
  return { number, value: { sets, tookMs: performance.now() - before } };
}
