import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/ipc/errors.ts';
import { refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { WhyAnswer } from '../../../shared/view/why.ts';
import { request } from '../../ipc/client.ts';
import { mirror } from '../../store/cluster.ts';

const intervalMs = 500;

export interface WhyState {
  answer?: WhyAnswer;
  error?: AppError;
}

/**
 * The answer to "Why?" for an object, asked again while the cluster changes, at most twice a second. The old answer stays until the new one
 * is there.
 */
export function useWhy(ref: ObjectRef): WhyState {
  const key = refKey(ref);
  const [state, setState] = useState<{ key: string; text: string } & WhyState>({ key: '', text: '' });
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const answer = await request('object.why', { ref });
      timer = undefined;
      if (!wanted) return;
      const text = JSON.stringify(answer);
      setState((before) =>
        before.key === key && before.text === text
          ? before
          : { key, text, ...(answer.ok ? { answer: answer.value } : { error: answer.error }) },
      );
    };
    timer = setTimeout(() => void ask(), 0);
    const stop = mirror.onFlush(() => {
      timer ??= setTimeout(() => void ask(), intervalMs);
    });
    return () => {
      wanted = false;
      stop();
      clearTimeout(timer);
    };
    // `key` says all about `ref` that matters.
  }, [key]);
  return state.key === key ? state : {};
}
