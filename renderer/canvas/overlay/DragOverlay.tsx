import { useLayoutEffect, useRef } from 'react';
import { KindIcon } from '../../design/KindIcon.tsx';
import { scene, view } from '../canvas-model.ts';
import { useDrag } from '../drag/drag-store.ts';
import type { ActiveDrag, DragPreview } from '../drag/drag-store.ts';
import type { Rect } from '../geometry/rect.ts';
import { machine } from '../geometry/sizes.ts';
import { namespaceKey } from '../../store/ref-key.ts';
import { rectOfKey } from '../scene/object-rect.ts';
import { DropHint } from './DropHint.tsx';
import { EdgeBeingDrawn } from './EdgeBeingDrawn.tsx';
import { Guides } from './Guides.tsx';
import { useViewport } from './use-viewport.ts';

/** What a drag shows: the thing under the pointer, the target's ring, its slot, guides, and the line that says what is written. */
export function DragOverlay() {
  const drag = useDrag((state) => state.drag);
  return drag && <Dragging drag={drag} />;
}

function Dragging({ drag }: { drag: ActiveDrag }) {
  const { zoom } = useViewport();
  const origin = view.bounds;
  const target = withSlot(targetRect(drag), drag.slot);
  const tone = drag.verdict.kind;
  const at =
    drag.placed && !drag.returning
      ? { x: drag.placed.x * zoom + view.viewport.x, y: drag.placed.y * zoom + view.viewport.y }
      : { x: drag.pointer.x - origin.x - drag.grab.x * zoom, y: drag.pointer.y - origin.y - drag.grab.y * zoom };
  return (
    <>
      {drag.payload.type === 'objects' &&
        Object.entries(drag.payload.rects).map(([key, rect]) => <Box key={key} className="drag-origin" rect={rect} />)}
      {target && !drag.returning && <Box className="drop-target" rect={target} tone={tone} />}
      {drag.slot && tone !== 'refused' && <Box className="drop-slot" rect={drag.slot} tone={tone} />}
      <Guides guides={drag.guides} />
      {drag.payload.type === 'edge' && <EdgeBeingDrawn from={drag.payload.from} drag={drag} />}
      {drag.payload.type !== 'edge' && <div className="drag-thing" data-returning={drag.returning || undefined} style={{ transform: `translate(${at.x}px, ${at.y}px)` }}>
        <Preview preview={drag.preview} zoom={zoom} />
      </div>}
      {!drag.returning && <DropHint drag={drag} target={target} />}
    </>
  );
}

/** A machine grows with its pods: the ring shows it with the new one in it. */
function withSlot(target: Rect | undefined, slot: Rect | undefined): Rect | undefined {
  if (!target || !slot) return target;
  return { ...target, height: Math.max(target.height, slot.y + slot.height + machine.bodyInset - target.y) };
}

/** What gets the ring: the very row, pod, card or machine; the whole frame only for things that go anywhere in it. */
function targetRect(drag: ActiveDrag): Rect | undefined {
  const { hit, verdict } = drag;
  if (verdict.kind === 'refused') return hit.kind === 'outside' || hit.kind === 'cluster' || drag.payload.type === 'edge' ? undefined : hit.rect;
  const { action } = verdict;
  if (action.do === 'moveObjects') return undefined;
  if (action.do === 'addMachine') return undefined;
  if (action.do === 'connect') return rectOfKey(action.to);
  if (action.do === 'createObject' && action.on !== undefined) return rectOfKey(action.on);
  // The frame of the namespace it goes into, not the whole cluster's.
  if (hit.kind === 'cluster' && 'namespace' in action && action.namespace !== undefined) return rectOfKey(namespaceKey(action.namespace));
  if (action.do === 'addContainer') return rectOfKey(action.key) ?? (hit.kind === 'outside' ? undefined : hit.rect);
  const isOnMachine = (action.do === 'createPod' || action.do === 'movePods') && action.placement;
  if ((isOnMachine || action.do === 'evict') && (hit.kind === 'pod' || hit.kind === 'container'))
    return scene.rectOf(hit.machine) ?? hit.rect;
  return hit.kind === 'outside' ? undefined : hit.rect;
}

function Box({ className, rect, tone }: { className: string; rect: Rect; tone?: string }) {
  const { x, y, width, height } = view.toScreen(rect);
  return <div className={className} data-tone={tone} style={{ transform: `translate(${x}px, ${y}px)`, width, height }} />;
}

/** At the canvas' zoom, never smaller than can be read. */
function Preview({ preview, zoom }: { preview: DragPreview; zoom: number }) {
  const holder = useRef<HTMLDivElement>(null);
  const { clone } = preview;
  useLayoutEffect(() => {
    const element = holder.current;
    if (!element || !clone) return undefined;
    element.append(clone);
    return () => clone.remove();
  }, [clone]);
  if (clone)
    return (
      <div ref={holder} className="drag-clone" style={{ width: preview.width, height: preview.height, transform: `scale(${zoom})` }} />
    );
  const scale = Math.max(zoom, 0.85);
  return (
    <div
      className="drag-card"
      style={{ width: preview.width, minHeight: Math.min(preview.height, 44), transform: `scale(${scale}) rotate(-1deg)` }}
    >
      <KindIcon kind={preview.icon} size={17} />
      <span className="drag-text">
        <b className="truncate">{preview.title}</b>
        <span className="drag-detail truncate">{preview.detail}</span>
      </span>
    </div>
  );
}
