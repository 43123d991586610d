/** Asks for one thing at a time: while an answer is awaited, only the newest of further requests is kept. */
export interface LatestOnly<Request> {
  ask(request: Request): void;
  /** No answer is handed over from now on. */
  close(): void;
}

export function latestOnly<Request, Answer>(
  work: (request: Request) => Promise<Answer>,
  onAnswer: (answer: Answer, request: Request) => void,
  onError: (error: unknown) => void,
): LatestOnly<Request> {
  let next: { request: Request } | undefined;
  let isBusy = false;
  let isOpen = true;
  async function run() {
    isBusy = true;
    while (next && isOpen) {
      const { request } = next;
      next = undefined;
      try {
        const answer = await work(request);
        if (isOpen) onAnswer(answer, request);
      } catch (error) {
        if (isOpen) onError(error);
      }
    }
    isBusy = false;
  }
  return {
    ask(request) {
      next = { request };
      if (!isBusy) void run();
    },
    close() {
      isOpen = false;
    },
  };
}
