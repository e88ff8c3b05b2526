import { nodeProcesses } from '../../../shared/view/component-ref.ts';
import type { MachineBody } from './machine-body.ts';
import type { Rect } from './rect.ts';
import { machine } from './sizes.ts';

/** Each as wide as its word. */
const widths = { kubelet: 60, 'kube-proxy': 78, containerd: 78 } as const;
const left = 7;
const gap = 2;
const height = 19;

/** Where the lamps of a machine's own processes stand in its foot at the near zoom, relative to the machine. */
export function lampRects({ height: bottom }: Pick<MachineBody, 'height'>): { name: string; rect: Rect }[] {
  let x = left;
  return nodeProcesses.map((name) => {
    const rect = { x, y: bottom - machine.footerHeight + 21, width: widths[name], height };
    x += widths[name] + gap;
    return { name, rect };
  });
}
