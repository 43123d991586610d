/** The log of a long-running program: one JSON object per line, and no flood of the same complaint. */
import { type DestinationStream, type LogFn, type Logger, pino } from 'pino';

/** pino's number of `warn`. */
const WARN = 40;
const WINDOW_MS = 60_000;

type LogArguments = Parameters<LogFn>;

/**
 * Opens it on standard output. Of warnings and errors that name the same cause (`err` or `reason`), the first is written
 * at once, and then one a minute that says how often it was repeated.
 */
export function openLog(
  level: string,
  base: Record<string, unknown>,
  destination: DestinationStream = pino.destination(1),
): Logger {
  const repeats = new Map<string, Repeats>();
  return pino(
    {
      level,
      base,
      hooks: {
        logMethod(given, method, levelNumber) {
          const cause = levelNumber < WARN ? undefined : causeIn(given[0]);
          const write = (values: LogArguments) => method.apply(this, values);
          if (cause === undefined) return write(given as LogArguments);
          // Numbers tell attempts, files and ports apart, not complaints.
          const key = `${levelNumber} ${`${given[1]} ${cause}`.replace(/\d+/g, '#')}`;
          const known = repeats.get(key);
          if (known === undefined) {
            write(given as LogArguments);
            repeats.set(
              key,
              startWindow(() => repeats.delete(key)),
            );
          } else {
            known.add((count) => write(withCount(given as LogArguments, count)));
          }
        },
      },
    },
    destination,
  );
}

interface Repeats {
  /** Counts one more; `writeLast` is how to write it, should it be the last one of its minute. */
  add(writeLast: (count: number) => void): void;
}

function startWindow(over: () => void): Repeats {
  let count = 0;
  let write: (count: number) => void = () => undefined;
  const timer = setInterval(() => {
    if (count === 0) {
      clearInterval(timer);
      return over();
    }
    write(count);
    count = 0;
  }, WINDOW_MS);
  timer.unref();
  return {
    add(writeLast) {
      count += 1;
      write = writeLast;
    },
  };
}

function causeIn(fields: unknown): string | undefined {
  const { err, reason } = (fields ?? {}) as { err?: unknown; reason?: unknown };
  if (err instanceof Error) return err.message;
  return typeof reason === 'string' ? reason : undefined;
}

function withCount(given: LogArguments, count: number): LogArguments {
  const [fields, message, ...rest] = given as [object, string?, ...unknown[]];
  const times = count === 1 ? 'once' : `${count} times`;
  return [
    fields,
    `${message ?? ''} (repeated ${times} in the last minute)`,
    ...rest,
  ] as unknown as LogArguments;
}
