import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { StateFamily } from '../../../shared/view/states.ts';
import { useUi } from '../../store/ui.ts';
import { useCanvas } from '../canvas-store.ts';

const pulse: Keyframe[] = [{ outline: '0 solid var(--state-mark)' }, { outline: '3px solid var(--state-mark)', offset: 0.25 }, { outline: '0 solid transparent' }];

/**
 * One pulse of the border when something turns bad before one's eyes. An outline: a glow would make a layer of its own of every pod that has one, each
 * blurred anew for every frame.
 */
export function usePulse(element: RefObject<HTMLElement | null>, family: StateFamily | undefined): void {
  const before = useRef(family);
  useLayoutEffect(() => {
    const turned = before.current !== undefined && before.current !== 'bad' && family === 'bad';
    before.current = family;
    const { motion } = useCanvas.getState();
    if (turned && (motion === 'full' || motion === 'result') && !useUi.getState().preferences.reducedMotion) element.current?.animate(pulse, { duration: 700, easing: 'ease-out' });
  }, [element, family]);
}
