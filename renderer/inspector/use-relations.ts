import { useEffect, useState } from 'react';
import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { ObjectRelation } from '../../shared/view/relations.ts';
import { request } from '../ipc/client.ts';
import { mirror } from '../store/cluster.ts';

const intervalMs = 500;

/** What an object refers to and what refers to it, asked again while the cluster changes, at most twice a second. */
export function useRelations(ref: ObjectRef): readonly ObjectRelation[] {
  const key = refKey(ref);
  const [known, setKnown] = useState<{ key: string; text: string; relations: readonly ObjectRelation[] }>({ key: '', text: '', relations: [] });
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const answer = await request('object.relations', { ref });
      timer = undefined;
      if (!wanted || !answer.ok) return;
      const text = JSON.stringify(answer.value);
      setKnown((before) => (before.key === key && before.text === text ? before : { key, text, relations: answer.value }));
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
  return known.key === key ? known.relations : [];
}
