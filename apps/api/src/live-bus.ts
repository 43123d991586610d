/** Notices of the database, handed to the streams of this process: one LISTEN serves them all. */
import type { LiveNotice } from '@yoto/core';
import type { Storage } from '@yoto/storage';

interface LiveSubscriber {
  onNotice: (notice: LiveNotice) => void;
  /** The server stops. */
  onEnd: () => void;
}

export interface LiveBus {
  /** Returns the way to unsubscribe. */
  subscribe(subscriber: LiveSubscriber): () => void;
  /** Ends all streams and listens no more. */
  close(): Promise<void>;
}

/** Starts to listen. After an outage of the database every subscriber gets a `resync`. */
export async function openLiveBus(storage: Pick<Storage, 'listen'>): Promise<LiveBus> {
  const subscribers = new Set<LiveSubscriber>();
  const stopListening = await storage.listen((notice) => {
    for (const subscriber of subscribers) subscriber.onNotice(notice);
  });
  return {
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
    async close() {
      for (const subscriber of subscribers) subscriber.onEnd();
      subscribers.clear();
      await stopListening();
    },
  };
}
