export const LAMBDAS = [0.1, 0.5, 2, 10];

/** A spec as a person writes it: four fixed jobs and a YOTO job of the toy task. */
export const toySweep = (name: string, priority = 5) => ({
  name,
  task: { id: 'test-toy' },
  defaults: { steps: 20, priority },
  groups: [
    { kind: 'fixed' as const, name: 'grid', lambdas: { 'near-b': LAMBDAS } },
    { kind: 'yoto' as const, name: 'yoto' },
  ],
});
