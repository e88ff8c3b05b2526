import type { Node } from '@xyflow/react';
import { memo, useCallback, useMemo, useRef } from 'react';
import type { ClusterLayout } from './geometry/cluster-layout.ts';
import type { Rect } from './geometry/rect.ts';
import { groupFrame } from './geometry/sizes.ts';
import { machineKey } from '../store/ref-key.ts';
import { scene, useScene } from './canvas-model.ts';
import { useCanvas } from './canvas-store.ts';
import { FoldedNamespace } from './nodes/FoldedNamespace.tsx';
import { MachineNode } from './nodes/MachineNode.tsx';
import { ManagedControlPlane } from './nodes/ManagedControlPlane.tsx';
import { NodeGroupHead } from './nodes/NodeGroupHead.tsx';
import { PendingTray } from './nodes/PendingTray.tsx';
import { ObjectCard } from './nodes/ObjectCard.tsx';
import { InternetGateway, ZoneNetwork } from './nodes/ZoneNetwork.tsx';

type CanvasNode = Node<{ name: string; width: number; height: number; zone?: string }>;

/** The kinds of React Flow node: few, and none of them a pod. Each draws what it is subscribed to; `data` only says which. */
export const nodeTypes = {
  machine: memo(({ data }: { data: CanvasNode['data'] }) => <MachineNode name={data.name} />),
  card: memo(({ data }: { data: CanvasNode['data'] }) => <ObjectCard uid={data.name} width={data.width} height={data.height} />),
  folded: memo(({ data }: { data: CanvasNode['data'] }) => <FoldedNamespace namespace={data.name} />),
  // Not `group`, which React Flow draws a border around.
  nodeGroup: memo(({ data }: { data: CanvasNode['data'] }) => <NodeGroupHead uid={data.name} zone={data.zone ?? ''} />),
  zoneNetwork: memo(({ data }: { data: CanvasNode['data'] }) => <ZoneNetwork zone={data.name} width={data.width} />),
  internetGateway: memo(() => <InternetGateway />),
  tray: memo(() => <PendingTray />),
  managed: memo(() => <ManagedControlPlane />),
};

/** Nodes for what is mounted; a node is the same object until its place changes. */
export function useCanvasNodes(): CanvasNode[] {
  const layout = useScene(
    'layout',
    useCallback(() => scene.layout, []),
  );
  const mounted = useCanvas((state) => state.mounted);
  const cache = useRef(new Map<string, CanvasNode>());
  return useMemo(() => {
    const next = new Map<string, CanvasNode>();
    const add: AddNode = (id, type, name, rect, zone) => {
      if (!rect) return;
      const known = cache.current.get(id);
      next.set(id, known && same(known, rect) ? known : nodeOf(id, type, name, rect, zone));
    };
    for (const name of mounted.keys()) add(`machine/${name}`, 'machine', name, layout.machines.get(machineKey(name)));
    addSingles(layout, add);
    cache.current = next;
    return [...next.values()];
  }, [layout, mounted]);
}

type AddNode = (id: string, type: keyof typeof nodeTypes, name: string, rect: Rect | undefined, zone?: string) => void;

function addSingles(layout: ClusterLayout, add: AddNode): void {
  for (const { key, zone, rect } of layout.groups) {
    const uid = scene.groupUid(key);
    if (uid !== undefined) add(`group/${uid}/${zone}`, 'nodeGroup', uid, { ...rect, height: groupFrame.headerHeight }, zone);
  }
  for (const { name, rows } of layout.vpc?.zones ?? []) add(`network/${name}`, 'zoneNetwork', name, rows);
  add('gateway', 'internetGateway', '', layout.vpc?.places[0]?.rect);
  for (const item of scene.cards) add(`card/${item.uid}`, 'card', item.uid, item.rect);
  for (const frame of layout.frames) if (frame.isFolded) add(`folded/${frame.namespace}`, 'folded', frame.namespace, frame.rect);
  add('tray', 'tray', '', layout.tray);
  add('managed', 'managed', '', layout.managed);
}

function same(node: CanvasNode, rect: Rect): boolean {
  return node.position.x === rect.x && node.position.y === rect.y && node.width === rect.width && node.height === rect.height;
}

function nodeOf(id: string, type: keyof typeof nodeTypes, name: string, rect: Rect, zone?: string): CanvasNode {
  const { width, height } = rect;
  return {
    id,
    type,
    data: { name, width, height, ...(zone === undefined ? {} : { zone }) },
    position: { x: rect.x, y: rect.y },
    width,
    height,
    measured: { width, height },
    handles: [],
    draggable: false,
    selectable: false,
    connectable: false,
    focusable: false,
    deletable: false,
  };
}
