/** Callbacks for one kind of event. */
export interface Listeners<T> {
  /** Answers how to stop hearing. */
  add(listener: (value: T) => void): () => void;
  tell(value: T): void;
}

/** With no listener yet. */
export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    add(listener) {
      // A wrapper, so that a listener added twice is told twice and each `stop` stops its own.
      const own = (value: T) => listener(value);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    tell(value) {
      for (const listener of listeners) listener(value);
    },
  };
}
