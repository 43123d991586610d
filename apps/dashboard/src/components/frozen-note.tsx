import type { FrozenRecord } from '@yoto/core';

/** The weights that jobs have used and not trained, a line each. */
export function FrozenNote({ frozen }: { frozen: readonly FrozenRecord[] }) {
  return frozen.map(({ name, title, sha256 }) => (
    <p className="hint" key={name}>
      Frozen weights: {title} ({name}), SHA-256 <code>{sha256}</code>
    </p>
  ));
}
