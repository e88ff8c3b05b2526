import { useEffect, useMemo, useState } from 'react';
import { refKey } from '../../shared/kubernetes/registry.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { request } from '../ipc/client.ts';
import { mirror } from '../store/cluster.ts';
import { findObjects, mergeFound, type FoundObject } from './palette-search.ts';

const shownAtMost = 14;
const none: readonly ObjectRef[] = [];

/**
 * Objects that answer the query: at once those that the window has rows of (machines, cards, pods), then all others, which the control plane finds. An empty
 * query finds nothing.
 */
export function useFoundObjects(query: string): readonly FoundObject[] {
  const [elsewhere, setElsewhere] = useState<{ query: string; refs: readonly ObjectRef[] }>({ query: '', refs: none });
  useEffect(() => {
    if (query === '') return undefined;
    let isOver = false;
    void request('objects.find', { query, limit: shownAtMost }).then((answer) => {
      if (!isOver) setElsewhere({ query, refs: answer.ok ? answer.value : none });
    });
    return () => { isOver = true; };
  }, [query]);
  return useMemo(() => {
    if (query === '') return [];
    const here = findObjects(mirror, query, shownAtMost);
    const others = (elsewhere.query === query ? elsewhere.refs : none).map((ref): FoundObject => ({ key: refKey(ref), kind: ref.kind, name: ref.name, where: ref.namespace ?? '' }));
    return mergeFound(here, others, query, shownAtMost);
  }, [query, elsewhere]);
}
