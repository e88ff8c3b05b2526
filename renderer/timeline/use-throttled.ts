import { useEffect, useState } from 'react';
import { mirror } from '../store/cluster.ts';

/** A topic of the mirror, read at most so often: at 1000× it changes in every frame, and nobody reads that fast. `read` and `topic` never change. */
export function useThrottled<T>(topic: string, read: () => T, intervalMs: number): T {
  const [value, setValue] = useState(read);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (): void => {
      timer = undefined;
      setValue(read);
    };
    take();
    const stop = mirror.topics.subscribe(topic, () => {
      timer ??= setTimeout(take, intervalMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return value;
}
