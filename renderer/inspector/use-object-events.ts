import { useEffect, useState } from 'react';
import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { EventRow } from '../../shared/view/rows.ts';
import { request } from '../ipc/client.ts';
import { mirror } from '../store/cluster.ts';
import { mergeEvents } from '../timeline/event-filter.ts';

const intervalMs = 400;

/** Events about these objects (a machine has two), newest first. Asked for again when the cluster's Events change. */
export function useObjectEvents(refs: readonly ObjectRef[]): readonly EventRow[] {
  const key = refs.map(refKey).join('\n');
  const [found, setFound] = useState<{ key: string; rows: readonly EventRow[] }>({ key: '', rows: [] });
  useEffect(() => {
    let wanted = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetchNow = async (): Promise<void> => {
      timer = undefined;
      const answers = await Promise.all(refs.map((ref) => request('object.events', { ref })));
      if (wanted) setFound({ key, rows: mergeEvents(answers.flatMap((answer) => (answer.ok ? answer.value : [])), []) });
    };
    void fetchNow();
    const stop = mirror.topics.subscribe('events', () => { timer ??= setTimeout(() => void fetchNow(), intervalMs); });
    return () => {
      wanted = false;
      stop();
      clearTimeout(timer);
    };
    // `key` says all about `refs` that matters.
  }, [key]);
  return found.key === key ? found.rows : [];
}
