import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';
import { mirror } from '../store/cluster.ts';
import { useClockRunning, useClockSpeed } from '../store/hooks.ts';
import { useUi } from '../store/ui.ts';
import { motionLevel, useCanvas } from './canvas-store.ts';
import { ChangeRate } from './change-rate.ts';

const lookMs = 250;

/** Clock, preferences and how much changes at once decide how much moves; paused means still. */
export function useMotion(root: RefObject<HTMLDivElement | null>): void {
  const running = useClockRunning();
  const speed = useClockSpeed();
  const reduced = useUi((state) => state.preferences.reducedMotion);
  const isCrowded = useIsCrowded(running);
  useLayoutEffect(() => {
    const motion = motionLevel({ running, speed, reduced, isCrowded });
    useCanvas.setState({ motion });
    if (root.current) root.current.dataset['motion'] = motion;
  }, [root, running, speed, reduced, isCrowded]);
}

function useIsCrowded(running: boolean): boolean {
  const [isCrowded, setIsCrowded] = useState(false);
  useEffect(() => {
    if (!running) return undefined;
    const rate = new ChangeRate();
    const count = (pods: number): void => {
      rate.count(pods, performance.now());
      setIsCrowded(rate.isCrowded);
    };
    const stop = mirror.onFlush(({ pods, everything }) => { if (!everything) count(pods); });
    // The end of a crowd brings no change by which it would be seen.
    const timer = setInterval(() => count(0), lookMs);
    return () => {
      stop();
      clearInterval(timer);
      setIsCrowded(false);
    };
  }, [running]);
  return isCrowded;
}
