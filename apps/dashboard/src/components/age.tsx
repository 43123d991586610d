import { useNow } from '../api/use-now.ts';
import { formatAge, formatMoment } from '../format/time.ts';

/** How long ago something was, with the exact time on hovering. */
export function Age({ of }: { of: string }) {
  const now = useNow();
  return (
    <time dateTime={of} title={formatMoment(of)}>
      {formatAge(of, now)}
    </time>
  );
}
