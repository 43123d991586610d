import { type Conditioning, UNCONDITIONED_SITE } from './conditioning.ts';

/** Every site and input is the identity: a fixed job runs no operation that it does not need. */
export function noConditioning(): Conditioning {
  return {
    site: () => UNCONDITIONED_SITE,
    blockInput: (channels) => ({ channels, apply: (input) => input }),
    modulations: () => new Map(),
    weights: () => new Map(),
    dispose: () => {},
  };
}
