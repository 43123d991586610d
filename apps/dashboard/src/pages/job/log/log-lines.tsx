/** The lines of a log, of which only those in sight are drawn: there may be ten thousand. */
import { isErrorLine } from '@yoto/core';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { formatPlural } from '../../../format/numbers.ts';
import { formatMoment } from '../../../format/time.ts';
import { isLine, type LogRow } from './log-rows.ts';

/** As `.log-row` in log.css. */
const ROW_PX = 20;
/** Drawn beyond both ends of what is in sight, so that scrolling shows no gap. */
const ROWS_BEYOND = 40;
/** Before the first measurement; a tall screen shows fewer. */
const MOST_ROWS_IN_SIGHT = 60;

interface LogLinesProps {
  rows: readonly LogRow[];
  /** Indices of the rows to point out. */
  found: ReadonlySet<number>;
  /** The row to bring into sight, whenever this object is another. */
  target: { row: number } | undefined;
  /** Whether the end stays in sight. */
  follow: boolean;
  /** The reader scrolled away from the end. */
  onLeave: () => void;
  /** Whether lines name their attempt. */
  manyAttempts: boolean;
}

export function LogLines({ rows, found, target, follow, onLeave, manyAttempts }: LogLinesProps) {
  const view = useRef<HTMLElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (view.current && target) view.current.scrollTop = Math.max(0, (target.row - 5) * ROW_PX);
  }, [target]);
  useEnd(view, follow, rows.length);
  const first = Math.max(0, Math.floor(top / ROW_PX) - ROWS_BEYOND);
  const drawn = rows.slice(first, first + MOST_ROWS_IN_SIGHT + 2 * ROWS_BEYOND);
  return (
    <section
      ref={view}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="log"
      aria-label="Lines of the log"
      onScroll={({ currentTarget }) => {
        setTop(currentTarget.scrollTop);
        if (follow && distanceToEnd(currentTarget) > 2 * ROW_PX) onLeave();
      }}
    >
      <div className="log-all" style={{ height: rows.length * ROW_PX }}>
        <div className="log-drawn" style={{ transform: `translateY(${first * ROW_PX}px)` }}>
          {drawn.map((row, index) => (
            <Row
              key={row.number}
              row={row}
              isFound={found.has(first + index)}
              isTarget={target?.row === first + index}
              manyAttempts={manyAttempts}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

const distanceToEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number =>
  scrollHeight - scrollTop - clientHeight;

function useEnd(view: RefObject<HTMLElement | null>, follow: boolean, rows: number): void {
  useLayoutEffect(() => {
    if (follow && rows > 0 && view.current) view.current.scrollTop = view.current.scrollHeight;
  }, [view, follow, rows]);
}

interface RowProps {
  row: LogRow;
  isFound: boolean;
  isTarget: boolean;
  manyAttempts: boolean;
}

function Row({ row, isFound, isTarget, manyAttempts }: RowProps) {
  if (!isLine(row))
    return <div className="log-row log-left-out">… {formatPlural(row.leftOut, 'line')} left out …</div>;
  const classes = [
    'log-row',
    `log-${row.source}`,
    isErrorLine(row) && 'log-error',
    isFound && 'log-found',
    isTarget && 'log-target',
  ];
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      <time dateTime={row.at} title={formatMoment(row.at)}>
        {timeOfDay(row.at)}
      </time>
      {manyAttempts && (
        <span className="log-attempt" title={`Attempt ${row.attempt}`}>
          #{row.attempt}
        </span>
      )}
      <span className="log-text">{row.text}</span>
    </div>
  );
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const timeOfDay = (at: string): string => clock.format(new Date(at));
