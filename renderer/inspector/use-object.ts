import { useEffect, useMemo, useState } from 'react';
import type { JsonObject } from '../../shared/json.ts';
import { isJsonObject } from '../../shared/json.ts';
import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import { readYaml } from '../../shared/topology/read-yaml.ts';
import { request } from '../ipc/client.ts';
import { mirror } from '../store/cluster.ts';

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
}

interface Fetched {
  key: string;
  live?: KubernetesObject;
  manifestYaml?: string;
  liveYaml?: string;
}

/** At most this often while the cluster changes. */
const intervalMs = 250;

/**
 * Fetches an object and keeps it up to date: after each change of the cluster that reaches the window, at most four times a second. The
 * feed carries slim rows
 * only, so whole objects are asked for where one is shown.
 */
export function useObject(ref: ObjectRef | undefined): InspectedObject | undefined {
  const key = ref === undefined ? '' : refKey(ref);
  const [fetched, setFetched] = useState<Fetched>();
  useEffect(() => {
    if (ref === undefined) return undefined;
    let wanted = true;
    let busy = false;
    let again = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetchNow = async (): Promise<void> => {
      timer = undefined;
      if (busy) {
        again = true;
        return;
      }
      busy = true;
      const answer = await request('object.get', { ref });
      busy = false;
      if (!wanted) return;
      if (answer.ok) setFetched((before) => (before?.key === key && isSame(before, answer.value) ? before : { key, ...answer.value }));
      else if (answer.error.kind === 'NotFound') setFetched({ key });
      if (again) {
        again = false;
        timer ??= setTimeout(() => void fetchNow(), intervalMs);
      }
    };
    void fetchNow();
    const stop = mirror.onFlush(() => {
      timer ??= setTimeout(() => void fetchNow(), intervalMs);
    });
    return () => {
      wanted = false;
      stop();
      clearTimeout(timer);
    };
    // `key` says all about `ref` that matters.
  }, [key]);

  const current = fetched?.key === key ? fetched : undefined;
  const manifest = useMemo(() => parseManifest(current?.manifestYaml), [current?.manifestYaml]);
  return useMemo(() => {
    if (ref === undefined) return undefined;
    if (current === undefined) return { ref, state: 'loading' as const };
    const state = current.live === undefined && current.manifestYaml === undefined ? ('gone' as const) : ('ready' as const);
    return { ref, state, live: current.live, manifest, manifestYaml: current.manifestYaml, liveYaml: current.liveYaml };
  }, [key, current, manifest]);
}

function isSame(before: Fetched, after: Omit<Fetched, 'key'>): boolean {
  return (
    before.manifestYaml === after.manifestYaml &&
    before.liveYaml === after.liveYaml &&
    before.live?.metadata.resourceVersion === after.live?.metadata.resourceVersion &&
    (before.live === undefined) === (after.live === undefined)
  );
}

function parseManifest(yaml: string | undefined): JsonObject | undefined {
  const value = yaml === undefined ? undefined : readYaml(yaml).documents[0]?.value;
  return isJsonObject(value) ? value : undefined;
}
