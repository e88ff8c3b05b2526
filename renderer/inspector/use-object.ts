import { useMemo } from 'react';
import type { JsonObject } from '../../shared/json.ts';
import { isJsonObject } from '../../shared/json.ts';
import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import { readYaml } from '../../shared/topology/read-yaml.ts';
import type { PrintedColumn } from '../../shared/view/printed-column.ts';
import { request } from '../ipc/client.ts';
import { useFollowed } from '../store/use-followed.ts';

/** One object, whole, as the API and the design have it now. */
export interface InspectedObject {
  ref: ObjectRef;
  /** `gone`: it was deleted, or never was. */
  state: 'loading' | 'ready' | 'gone';
  live?: KubernetesObject | undefined;
  /** What its author wrote; absent for objects that controllers made. */
  manifest?: JsonObject | undefined;
  manifestYaml?: string | undefined;
  liveYaml?: string | undefined;
  /** What `kubectl get -o wide` prints of the live object. */
  columns?: readonly PrintedColumn[] | undefined;
}

interface Fetched {
  live?: KubernetesObject;
  manifestYaml?: string;
  liveYaml?: string;
  columns?: readonly PrintedColumn[];
}

const intervalMs = 250;

/** Fetches an object and keeps it up to date. The feed carries slim rows only, so whole objects are asked for where one is shown. */
export function useObject(ref: ObjectRef | undefined): InspectedObject | undefined {
  const key = ref === undefined ? undefined : refKey(ref);
  const ask = async (): Promise<Fetched | undefined> => {
    const answer = ref === undefined ? undefined : await request('object.get', { ref });
    if (answer?.ok) return answer.value;
    return answer?.error.kind === 'NotFound' ? {} : undefined;
  };
  const current = useFollowed(key, ask, { intervalMs, isSame });
  const manifest = useMemo(() => parseManifest(current?.manifestYaml), [current?.manifestYaml]);
  return useMemo(() => {
    if (ref === undefined) return undefined;
    if (current === undefined) return { ref, state: 'loading' as const };
    const state = current.live === undefined && current.manifestYaml === undefined ? ('gone' as const) : ('ready' as const);
    return { ref, state, live: current.live, manifest, manifestYaml: current.manifestYaml, liveYaml: current.liveYaml, columns: current.columns };
  }, [key, current, manifest]);
}

function isSame(before: Fetched, after: Fetched): boolean {
  return (
    before.manifestYaml === after.manifestYaml &&
    before.liveYaml === after.liveYaml &&
    before.live?.metadata.resourceVersion === after.live?.metadata.resourceVersion &&
    (before.live === undefined) === (after.live === undefined) &&
    JSON.stringify(before.columns) === JSON.stringify(after.columns)
  );
}

function parseManifest(yaml: string | undefined): JsonObject | undefined {
  const value = yaml === undefined ? undefined : readYaml(yaml).documents[0]?.value;
  return isJsonObject(value) ? value : undefined;
}
