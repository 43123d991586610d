interface SeedSelectProps {
  seeds: readonly number[];
  seed: number;
  onSeed: (seed: number) => void;
}

/** Nothing where there is no choice. */
export function SeedSelect({ seeds, seed, onSeed }: SeedSelectProps) {
  if (seeds.length < 2) return null;
  return (
    <label className="filter">
      <span>Seed</span>
      <select value={seed} onChange={(event) => onSeed(Number(event.target.value))}>
        {seeds.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}
