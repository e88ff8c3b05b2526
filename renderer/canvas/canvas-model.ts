import { useCallback, useSyncExternalStore } from 'react';
import { mirror } from '../store/cluster.ts';
import { Scene } from './scene/scene.ts';
import { ViewportState } from './viewport.ts';

/** The window has one mirror, and so one scene and one viewport. */
export const scene = new Scene(mirror);
export const view = new ViewportState();
mirror.onFlush((report) => scene.update(report));

/** Subscribes to one topic of the scene. `read` must return the same value until the topic changes. */
export function useScene<T>(topic: string, read: () => T): T {
  const subscribe = useCallback((listener: () => void) => scene.topics.subscribe(topic, listener), [topic]);
  return useSyncExternalStore(subscribe, read);
}
