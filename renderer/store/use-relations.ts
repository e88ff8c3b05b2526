import { parseRefKey } from '../../shared/kubernetes/registry.ts';
import type { ObjectRelation } from '../../shared/view/relations.ts';
import { request } from '../ipc/client.ts';
import { useFollowed } from './use-followed.ts';

const intervalMs = 500;
const none: readonly ObjectRelation[] = [];

/** Everything that the object with this key refers to, and everything that refers to it; for pods too. Follows the cluster; none until the first answer. */
export function useRelations(key: string | undefined): readonly ObjectRelation[] {
  const ref = key === undefined ? undefined : parseRefKey(key);
  const ask = async (): Promise<readonly ObjectRelation[]> => {
    const answer = ref === undefined ? undefined : await request('object.relations', { ref });
    return answer?.ok ? answer.value : none;
  };
  return useFollowed(ref === undefined ? undefined : key, ask, { intervalMs }) ?? none;
}
