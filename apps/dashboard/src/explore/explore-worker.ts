/** Runs a trained model in a thread of its own, so that the page stays responsive. The server's security headers know its name. */
import wasmFile from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { AppError } from '@yoto/core';
import { openBrowserEngine } from '@yoto/engine/browser';
import type { BrowserEngineName } from '@yoto/engine/browser-engines';
import { loadExploreTask } from '@yoto/tasks/explore';
import { type Explorer, type ExploreTask, openExplorer } from '@yoto/training';
import { type ExploreAnswer, type ExploreQuestion, type ExploreStart, errorAnswer } from './messages.ts';

/** What this file uses of a worker's globals, for which the page's types have others. */
interface Thread {
  onmessage: ((event: { data: ExploreStart | ExploreQuestion }) => void) | null;
  postMessage(answer: ExploreAnswer): void;
}
const thread = globalThis as unknown as Thread;

let started: Promise<[ExploreTask, BrowserEngineName]> | undefined;
let explorer: Explorer | undefined;
/** Questions are answered one by one, as a model must not go while it computes. */
let last = Promise.resolve();

thread.onmessage = ({ data }) => {
  if (data.ask === 'start') {
    started = Promise.all([taskOf(data.taskId), openBrowserEngine({ wasmFile, only: data.only })]);
    // The first question tells it.
    started.catch(() => {});
    return;
  }
  last = last.then(async () => {
    const answered = answer(data).catch((error: unknown) => errorAnswer(data.number, error));
    thread.postMessage(await answered);
  });
};

async function taskOf(taskId: string): Promise<ExploreTask> {
  const task = await loadExploreTask(taskId);
  if (task) return task;
  throw new AppError(
    'not_found',
    `This dashboard was built without the code that runs models of the task "${taskId}"`,
  );
}

async function answer(question: ExploreQuestion): Promise<ExploreAnswer> {
  const { number } = question;
  if (question.ask === 'open') {
    if (!started) throw new AppError('internal', 'No engine was asked for');
    const [task, engine] = await started;
    explorer?.dispose();
    explorer = undefined;
    explorer = await openExplorer(task, question.checkpoint);
    const { step, sliders, inputs, choices, measures } = explorer;
    return { number, value: { step, sliders, inputs, choices, measures, engine } };
  }
  if (!explorer) throw new AppError('internal', 'No model is open');
  const before = performance.now();
  const sets = await explorer.show(question.request);
  return { number, value: { sets, tookMs: performance.now() - before } };
}
