/** A method that is not trained and that a task can measure with its own metrics: a curve to compare with. */
export interface ReferenceSpec {
  /** Unique in its task, e.g. `jpeg`. */
  id: string;
  label: string;
  description?: string;
  /**
   * The one number that it is asked with, e.g. the quality of a codec. Greater than zero, and no name of a loss term: a
   * point of a reference says `{ quality: 50 }` where a model's says its lambda.
   */
  setting: {
    name: string;
    min: number;
    max: number;
    integer?: true;
    /** What it is asked with unless a sweep says otherwise. */
    defaults: readonly number[];
  };
}
