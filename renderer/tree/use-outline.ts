import { useEffect, useState } from 'react';
import { machineStates, podStates } from '../../shared/view/states.ts';
import { machineIcon } from '../canvas/nodes/names.ts';
import type { MachineRole } from '../../shared/kubernetes/types/machine.ts';
import { useText } from '../i18n/use-text.ts';
import { mirror } from '../store/cluster.ts';
import { parseRefKey } from '../store/ref-key.ts';
import type { RelationEdge } from '../store/relation-table.ts';
import { outlineOf } from './outline.ts';
import type { OutlineNode } from './outline.ts';

/** Made anew at most so often: a tree of a thousand pods need not follow every frame. */
const refreshMs = 250;

/** The outline of the mirror, kept up to date. */
export function useOutline(): readonly OutlineNode[] {
  const text = useText();
  const [nodes, setNodes] = useState<readonly OutlineNode[]>([]);
  useEffect(() => {
    const read = (): void => setNodes(outlineOf(mirror, {
      machines: text.t('canvas:outline.machines'), workloads: text.t('canvas:outline.workloads'), pending: text.t('canvas:outline.pending'), cluster: text.t('canvas:lane.cluster'),
      relation: (edge, direction) => relationText(text, edge, direction),
      fact: (uid) => { const row = mirror.card(uid); return row ? text.localize(row.fact) : ''; },
      word: (words) => text.localize(words),
      podState: (state) => podStates[state] ?? podStates[0],
      machineIcon: (roles) => machineIcon(roles as readonly MachineRole[]),
      machineFamily: (state) => machineStates.find((entry) => entry.name === state)?.family ?? 'unknown',
    }));
    let timer: ReturnType<typeof setTimeout> | undefined;
    read();
    const stop = mirror.onFlush((report) => {
      if (report.everything) read();
      else timer ??= setTimeout(() => { timer = undefined; read(); }, refreshMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [text]);
  return nodes;
}

/** `selects Deployment web`, or why it leads nowhere. */
function relationText({ t, localize }: ReturnType<typeof useText>, edge: RelationEdge, direction: 'out' | 'in'): string {
  if (edge.broken) return localize(edge.broken);
  const other = parseRefKey(direction === 'out' ? edge.target : edge.from);
  return `${t(`view:relation.${direction === 'out' ? 'kind' : 'back'}.${edge.kind}`)} ${other?.kind ?? ''} ${other?.name ?? ''}`;
}
