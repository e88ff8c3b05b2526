import type { ServiceWays } from '../../../shared/view/service-ways.ts';
import { request } from '../../ipc/client.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import { useFollowed } from '../../store/use-followed.ts';

const intervalMs = 500;
const none: readonly ServiceWays[] = [];
const kinds: ReadonlySet<string | undefined> = new Set(['Service', 'Pod']);

/** The one whose ways are drawn: what is hovered, else what was selected last, where it is a Service or a pod. */
export function keyOfWays(selection: readonly string[], hovered: string | undefined): string | undefined {
  return [hovered, selection.at(-1)].find((key) => key !== undefined && kinds.has(parseRefKey(key)?.kind));
}

/** Where kube-proxies send the requests of a Service, or those to a pod; none until the first answer. */
export function useServiceWays(key: string | undefined): readonly ServiceWays[] {
  const ask = async (): Promise<readonly ServiceWays[] | undefined> => {
    const ref = key === undefined ? undefined : parseRefKey(key);
    const answer = ref && await request('network.serviceWays', { ref });
    return answer?.ok ? answer.value.services : undefined;
  };
  return useFollowed(key, ask, { intervalMs }) ?? none;
}
