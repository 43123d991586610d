/** What a person asks of the server by a row of buttons: one thing at a time, once however often it is clicked. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { isOutage } from './outage.ts';
import { keys } from './query-keys.ts';

export interface Action<V> {
  run: (verb: V) => void;
  /** What is being asked now. */
  pending: V | undefined;
  /** Why the last thing asked was refused. */
  error: Error | null;
}

interface ActionOptions<V, T> {
  ask: (verb: V) => Promise<T>;
  /** Puts the answer where the page reads it. */
  onDone: (answer: T) => void;
  /** What a refusal makes worth asking again: the page showed a button for something no longer possible. */
  outdated: readonly unknown[];
}

export function useAction<V, T>({ ask, onDone, outdated }: ActionOptions<V, T>): Action<V> {
  const queryClient = useQueryClient();
  // A second click can come before the buttons are drawn disabled.
  const asking = useRef(false);
  const { mutate, isPending, variables, error } = useMutation({
    mutationFn: ask,
    onSuccess: onDone,
    onError: (refusal) => {
      const queryKey = isOutage(refusal) ? keys.readiness : outdated;
      void queryClient.invalidateQueries({ queryKey });
    },
    onSettled: () => {
      asking.current = false;
    },
  });
  const run = (verb: V) => {
    if (asking.current) return;
    asking.current = true;
    mutate(verb);
  };
  return { run, pending: isPending ? variables : undefined, error };
}
