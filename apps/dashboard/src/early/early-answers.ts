/** Answers of the API that were asked for before the code that wants them was there: whoever asks next gets them. */

/** What nobody has asked for by then is out of date. */
const KEPT_MS = 30_000;

const asked = new Map<string, Promise<Response>>();

/** A failure is told to whoever takes the answer, and asks again. */
export function askEarly(address: string): void {
  const answer = fetch(address, { headers: { accept: 'application/json' } });
  answer.catch(() => undefined);
  asked.set(address, answer);
  setTimeout(() => asked.delete(address), KEPT_MS);
}

/** As `fetch`; an answer that is on its way already is taken, once. */
export const fetchOrTake: typeof fetch = (input, init) => {
  const early = typeof input === 'string' && (init?.method ?? 'GET') === 'GET' ? asked.get(input) : undefined;
  if (!early) return fetch(input, init);
  asked.delete(input as string);
  return untilAborted(early, init?.signal);
};

function untilAborted<T>(answer: Promise<T>, signal: AbortSignal | null | undefined): Promise<T> {
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const give = () => reject(signal.reason);
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}
