import { machineWidth } from './machine-width.ts';
import type { Rect } from './rect.ts';
import { machine, pod } from './sizes.ts';

/** What decides the height of a pod's box. */
export interface PodShape {
  uid: string;
  containers: number;
  volumes: number;
}

export interface PodPlace extends Rect {
  uid: string;
  column: number;
}

export interface MachineBody {
  /** Places relative to the machine's top left corner, in the order of the pods. */
  pods: PodPlace[];
  /** Of the control-plane component rows, relative to the machine. */
  components: Rect[];
  /** Of the whole machine. */
  width: number;
  /** Header, body, footer. */
  height: number;
}

/** Height of a pod's box at the near zoom: two header lines, a row per container, a row per volume. */
export function podHeight(shape: Pick<PodShape, 'containers' | 'volumes'>): number {
  const containers = Math.max(1, shape.containers);
  return (
    pod.headerHeight +
    containers * pod.containerHeight +
    (containers - 1) * pod.containerGap +
    shape.volumes * pod.volumeHeight +
    pod.padding
  );
}

/**
 * Places a machine's pods in two columns (masonry). A pod keeps the column that it has in `columns`; a new one goes into the shorter column
 * and is added
 * there; pods that are gone are removed. So a pod that leaves only lets those below it close up, and nothing jumps from side to side.
 */
export function layOutMachineBody(
  pods: readonly PodShape[],
  componentCount: number,
  columns: Map<string, number>,
  podColumns: number = pod.columns,
): MachineBody {
  const top = machine.headerHeight + machine.bodyInset;
  const width = machineWidth(podColumns);
  const components = componentRows(componentCount, top, Math.max(1, Math.floor(podColumns / 2)));
  const start = components.length === 0 ? top : Math.max(...components.map((row) => row.y + row.height)) + machine.componentGap;
  const ends: number[] = Array.from({ length: podColumns }, () => start);
  const places: PodPlace[] = [];
  const present = new Set<string>();
  // Pods that have a column come first within it: heights are known before a new pod looks for the shorter one.
  for (const shape of pods) {
    present.add(shape.uid);
    const column = columns.get(shape.uid);
    if (column !== undefined) ends[column] = (ends[column] as number) + podHeight(shape) + pod.gap;
  }
  for (const shape of pods) {
    if (columns.has(shape.uid)) continue;
    const column = ends.indexOf(Math.min(...ends));
    columns.set(shape.uid, column);
    ends[column] = (ends[column] as number) + podHeight(shape) + pod.gap;
  }
  for (const uid of columns.keys()) if (!present.has(uid)) columns.delete(uid);
  const tops: number[] = Array.from({ length: podColumns }, () => start);
  for (const shape of pods) {
    const column = columns.get(shape.uid) as number;
    const height = podHeight(shape);
    const y = tops[column] as number;
    places.push({ uid: shape.uid, column, x: machine.bodyInset + column * (pod.width + pod.gap), y, width: pod.width, height });
    tops[column] = y + height + pod.gap;
  }
  const bodyEnd = Math.max(Math.max(...tops) - pod.gap, top + (componentCount === 0 ? machine.emptyBodyHeight : 0));
  return { pods: places, components, width, height: bodyEnd + machine.bodyInset + machine.footerHeight };
}

/** Component rows of 25, as wide as two pods, side by side where there is room. */
function componentRows(count: number, top: number, columns: number): Rect[] {
  const width = machine.width - 2 * machine.bodyInset;
  return Array.from({ length: count }, (_, index) => ({
    x: machine.bodyInset + (index % columns) * (width + machine.componentGap),
    y: top + Math.floor(index / columns) * (machine.componentRowHeight + machine.componentGap),
    width,
    height: machine.componentRowHeight,
  }));
}

/** The place that a pod dropped now would take: the end of the shorter column. Relative to the machine. */
export function nextPodSlot(body: MachineBody, height: number): Rect {
  const firstTop = Math.max(
    machine.headerHeight + machine.bodyInset,
    ...body.components.map((row) => row.y + row.height + machine.componentGap),
  );
  const columns = Math.max(pod.columns, Math.round((body.width - 2 * machine.bodyInset + pod.gap) / (pod.width + pod.gap)));
  const ends = Array.from({ length: columns }, () => firstTop);
  for (const place of body.pods) ends[place.column] = Math.max(ends[place.column] as number, place.y + place.height + pod.gap);
  const column = ends.indexOf(Math.min(...ends));
  return { x: machine.bodyInset + column * (pod.width + pod.gap), y: ends[column] as number, width: pod.width, height };
}
