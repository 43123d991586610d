import type { Column } from '../../../components/data-table.tsx';

/** The name of a series with its colour in the charts. */
export function SeriesName({ name, colours }: { name: string; colours: ReadonlyMap<string, string> }) {
  return (
    <span className="with-dot">
      <span className="dot" style={{ background: colours.get(name) }} aria-hidden="true" />
      {name}
    </span>
  );
}

export const seriesColumn = (colours: ReadonlyMap<string, string>): Column<{ name: string }> => ({
  name: 'Series',
  heading: true,
  cell: ({ name }) => <SeriesName name={name} colours={colours} />,
});
