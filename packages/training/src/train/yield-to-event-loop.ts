/** Lets messages and timers be handled: a tensor step blocks the event loop. */
export const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
