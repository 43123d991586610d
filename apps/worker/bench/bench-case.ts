/** One model to time. */
export interface BenchCase {
  /** One optimiser step on a batch; done when its loss is known. */
  step(): Promise<unknown>;
  dispose(): Promise<void> | void;
}

export interface BenchCaseEntry {
  /** Known to torch_contender.py too. */
  id: string;
  title: string;
  batch: number;
  open(): Promise<BenchCase>;
}
