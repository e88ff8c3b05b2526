import { useEffect, useState } from 'react';
import { mirror } from './cluster.ts';

interface Following<T> {
  /** At most so often while the cluster changes. */
  intervalMs: number;
  /** Whether an answer says what the one before said; the one before then stays, the same object. Absent: compared as JSON. */
  isSame?: (before: T, after: T) => boolean;
  /** What calls for a new answer; absent: every change that reaches the window. Returns the way to stop. */
  onChange?: (listener: () => void) => () => void;
}

const everyFlush = (listener: () => void): (() => void) => mirror.onFlush(listener);
const sameJson = (before: unknown, after: unknown): boolean => JSON.stringify(before) === JSON.stringify(after);

/**
 * What the control plane answers about something, asked again as the cluster changes, one question at a time.
 *
 * @param key says all about the question that matters; undefined: nothing is asked
 * @param ask an answer of undefined leaves what is known as it is
 * @returns the last answer to this question; undefined until the first
 */
export function useFollowed<T>(key: string | undefined, ask: () => Promise<T | undefined>, { intervalMs, isSame = sameJson, onChange = everyFlush }: Following<T>): T | undefined {
  const [known, setKnown] = useState<{ key: string; value: T }>();
  useEffect(() => {
    if (key === undefined) return undefined;
    let isOver = false;
    let isAsking = false;
    let isStale = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const askNow = async (): Promise<void> => {
      timer = undefined;
      isAsking = true;
      isStale = false;
      const value = await ask();
      isAsking = false;
      if (isOver) return;
      if (value !== undefined) setKnown((before) => (before?.key === key && isSame(before.value, value) ? before : { key, value }));
      if (isStale) askSoon();
    };
    const askSoon = (): void => {
      if (isAsking) isStale = true;
      else timer ??= setTimeout(() => void askNow(), intervalMs);
    };
    void askNow();
    const stop = onChange(askSoon);
    return () => {
      isOver = true;
      stop();
      clearTimeout(timer);
    };
    // The key stands for the question, and the rest never changes.
  }, [key]);
  return known !== undefined && known.key === key ? known.value : undefined;
}
