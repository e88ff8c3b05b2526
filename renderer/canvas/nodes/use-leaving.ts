import { useEffect, useRef, useState } from 'react';
import type { PodPlace } from '../geometry/machine-body.ts';
import { useCanvas } from '../canvas-store.ts';

const leaveMs = 220;

/** Pods that just went away, with their last place, for as long as their fading takes. */
export function useLeaving(places: readonly PodPlace[], isStillSomewhere: (uid: string) => boolean): readonly PodPlace[] {
  const before = useRef<readonly PodPlace[]>(places);
  const [leaving, setLeaving] = useState<readonly PodPlace[]>([]);
  useEffect(() => {
    const previous = before.current;
    before.current = places;
    if (previous === places) return;
    const { motion } = useCanvas.getState();
    if (motion === 'none' || motion === 'still') return;
    const here = new Set(places.map((place) => place.uid));
    const gone = previous.filter((place) => !here.has(place.uid) && !isStillSomewhere(place.uid));
    if (gone.length === 0) return;
    setLeaving((current) => [...current, ...gone]);
    setTimeout(() => setLeaving((current) => current.filter((place) => !gone.includes(place))), leaveMs);
  }, [places, isStillSomewhere]);
  return leaving;
}
