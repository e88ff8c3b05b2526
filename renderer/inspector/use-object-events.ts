import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { EventRow } from '../../shared/view/rows.ts';
import { request } from '../ipc/client.ts';
import { mirror } from '../store/cluster.ts';
import { useFollowed } from '../store/use-followed.ts';
import { mergeEvents } from '../timeline/event-filter.ts';

const intervalMs = 400;
const none: readonly EventRow[] = [];
const onEvents = (listener: () => void): (() => void) => mirror.topics.subscribe('events', listener);

/** Events about these objects (a machine has two), newest first. Asked for again when the cluster's Events change. */
export function useObjectEvents(refs: readonly ObjectRef[]): readonly EventRow[] {
  const ask = async (): Promise<readonly EventRow[]> => {
    const answers = await Promise.all(refs.map((ref) => request('object.events', { ref })));
    return mergeEvents(answers.flatMap((answer) => (answer.ok ? answer.value : [])), []);
  };
  return useFollowed(refs.map(refKey).join('\n'), ask, { intervalMs, onChange: onEvents }) ?? none;
}
