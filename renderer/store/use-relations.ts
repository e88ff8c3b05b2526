import { useEffect, useState } from 'react';
import { parseRefKey } from '../../shared/kubernetes/registry.ts';
import type { ObjectRelation } from '../../shared/view/relations.ts';
import { request } from '../ipc/client.ts';
import { mirror } from './cluster.ts';

/** Asked anew at most so often while the cluster changes. */
const refreshMs = 500;
const none: readonly ObjectRelation[] = [];

/** Everything that the object with this key refers to, and everything that refers to it; for pods too. Follows the cluster; none until the first answer. */
export function useRelations(key: string | undefined): readonly ObjectRelation[] {
  const [known, setKnown] = useState<{ key: string; relations: readonly ObjectRelation[] }>();
  useEffect(() => {
    const ref = key === undefined ? undefined : parseRefKey(key);
    if (!ref || key === undefined) return undefined;
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const answer = await request('object.relations', { ref });
      if (isOver) return;
      const relations = answer.ok ? answer.value : none;
      setKnown((before) => (before?.key === key && JSON.stringify(before.relations) === JSON.stringify(relations) ? before : { key, relations }));
    };
    void ask();
    const stop = mirror.onFlush(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void ask();
      }, refreshMs);
    });
    return () => {
      isOver = true;
      stop();
      clearTimeout(timer);
    };
  }, [key]);
  return known !== undefined && known.key === key ? known.relations : none;
}
