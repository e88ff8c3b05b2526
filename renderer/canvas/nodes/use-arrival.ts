import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useUi } from '../../store/ui.ts';
import { scene } from '../canvas-model.ts';
import { shownArrival, useCanvas } from '../canvas-store.ts';
import type { Rect } from '../geometry/rect.ts';

const travel = 'cubic-bezier(.3,0,.1,1)';

/**
 * Shows, once, how a pod came here: made by its controller (grows in, a ring fades) or bound by the scheduler (comes from its place in the
 * tray). A pod that
 * merely came into view does not move.
 */
export function useArrival(element: RefObject<HTMLDivElement | null>, uid: string, place: Rect): void {
  const shown = useRef(false);
  useLayoutEffect(() => {
    if (shown.current || !element.current) return;
    shown.current = true;
    const arrival = scene.arrivals.arrivalOf(uid);
    const how = shownArrival(arrival, useCanvas.getState().motion);
    if (!how) return;
    const node = element.current;
    if (useUi.getState().preferences.reducedMotion) {
      node.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 80 });
      return;
    }
    const here = `translate(${place.x}px, ${place.y}px)`;
    const world = scene.podRect(uid);
    if (how === 'travels' && arrival?.kind === 'bound' && world) {
      const from = `translate(${place.x + arrival.from.x - world.x}px, ${place.y + arrival.from.y - world.y}px)`;
      // The whole machine comes forward meanwhile: the pod crosses others.
      const carrier = node.closest<HTMLElement>('.react-flow__node');
      for (const moved of [node, carrier]) if (moved) moved.dataset['travelling'] = '';
      const animation = node.animate([{ transform: from }, { transform: here }], { duration: 260, easing: travel });
      animation.onfinish = animation.oncancel = () => {
        for (const moved of [node, carrier]) if (moved) delete moved.dataset['travelling'];
      };
      return;
    }
    node.animate(
      [
        { transform: `${here} scale(.96)`, opacity: 0 },
        { transform: here, opacity: 1 },
      ],
      { duration: 180, easing: 'ease-out' },
    );
    node.animate([{ boxShadow: '0 0 0 2px var(--accent)' }, { boxShadow: '0 0 0 5px transparent' }], {
      duration: 1_200,
      easing: 'ease-out',
    });
  }, [element, uid, place]);
}
