/** A method that is not trained here and that a task can measure with its own metrics, e.g. JPEG: a curve to compare with. */
export interface CodecSpec {
  /** Unique in its task, e.g. `jpeg`. */
  id: string;
  label: string;
  description?: string;
  /**
   * The one number that it is asked with, e.g. its quality. Greater than zero. A point of a codec says `{ quality: 50 }`
   * where a model's says its lambda.
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
