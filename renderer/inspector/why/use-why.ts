import type { AppError } from '../../../shared/ipc/errors.ts';
import { refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { WhyAnswer } from '../../../shared/view/why.ts';
import { request } from '../../ipc/client.ts';
import { useFollowed } from '../../store/use-followed.ts';

const intervalMs = 500;

export interface WhyState {
  answer?: WhyAnswer;
  error?: AppError;
}

/** The answer to "Why?" for an object, asked again while the cluster changes. The old answer stays until the new one is there. */
export function useWhy(ref: ObjectRef): WhyState {
  const ask = async (): Promise<WhyState> => {
    const answer = await request('object.why', { ref });
    return answer.ok ? { answer: answer.value } : { error: answer.error };
  };
  return useFollowed(refKey(ref), ask, { intervalMs }) ?? {};
}
