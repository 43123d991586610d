import { type Conditioning, UNCONDITIONED, WITHOUT_SITES } from './conditioning.ts';

/** Every site and input is the identity: a fixed job runs no operation that it does not need. */
export function noConditioning(): Conditioning {
  return {
    ...WITHOUT_SITES,
    blockInput: (channels) => ({ channels, isWidened: false }),
    vector: (name, channels) => ({ name, channels }),
    at: () => UNCONDITIONED,
  };
}
