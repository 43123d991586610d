/** A function through, or near, given points that can be evaluated and integrated exactly. */
export interface CurveFit {
  at(x: number): number;
  /** The definite integral, `from <= to`. */
  integral(from: number, to: number): number;
}
