import { machineNameFor, machineTypeFor } from '../../gestures/add-machine.ts';
import { containerPresets, presetObjectName } from '../../gestures/container-presets.ts';
import { objectNameFor } from '../../gestures/objects/index.ts';
import { uniqueName } from '../../gestures/names.ts';
import type { PalettePayload } from '../../gestures/payload.ts';
import { volumeDefaults } from '../../gestures/volume.ts';
import { translate } from '../../i18n/i18n.ts';
import { podHeight } from '../geometry/machine-body.ts';
import type { Rect } from '../geometry/rect.ts';
import { card, machine, pod } from '../geometry/sizes.ts';
import { scene } from '../canvas-model.ts';
import { elementId } from '../nodes/element-id.ts';
import { machineIcon } from '../nodes/names.ts';
import type { DragPreview } from './drag-store.ts';
import { cardNames, machineNames, podNames } from './facts.ts';

const machineHeight = machine.headerHeight + machine.emptyBodyHeight + 2 * machine.bodyInset + machine.footerHeight;

/** What a palette item looks like while it is dragged, under the name that it will have. */
export function palettePreview(item: PalettePayload): DragPreview {
  switch (item.type) {
    case 'machine':
      return {
        icon: machineIcon(item.roles),
        title: machineNameFor(item.roles, machineNames()),
        detail: item.machineType ?? machineTypeFor(item.roles),
        width: scene.machineWidth,
        height: machineHeight,
      };
    case 'pod':
      return {
        icon: 'Pod',
        title: uniqueName(presetObjectName[item.preset], podNames()),
        detail: containerPresets[item.preset].image,
        width: pod.width,
        height: podHeight({ containers: 1, volumes: 0 }),
      };
    case 'container':
      return {
        icon: 'Container',
        title: containerPresets[item.preset].name,
        detail: containerPresets[item.preset].image,
        width: pod.width,
        height: 34,
      };
    case 'workload':
      return {
        icon: item.kind,
        title: uniqueName(presetObjectName[item.preset], cardNames(item.kind)),
        detail: item.kind,
        width: card.width,
        height: 50,
      };
    case 'object':
      return { icon: item.kind, title: objectNameFor(item.kind, undefined, cardNames(item.kind)), detail: item.kind, width: card.width, height: card.compactHeight };
    case 'volume':
      return { icon: item.source, title: volumeDefaults[item.source].name, detail: item.source, width: pod.width, height: 34 };
  }
}

/** A copy of what is on the canvas, so that the very thing seems to move. In the far view there is none: a small card stands for it. */
export function objectPreview(key: string, rect: Rect, icon: string, title: string, count: number): DragPreview {
  const detail = count > 1 ? translate('canvas:drag.andMore', { count: count - 1 }) : '';
  const element = document.getElementById(elementId(key));
  const base = { icon, title, detail, width: rect.width, height: rect.height };
  if (!element) return base;
  const clone = element.cloneNode(true) as HTMLElement;
  clone.removeAttribute('id');
  for (const attribute of ['data-selected', 'data-hovered', 'data-focused']) clone.removeAttribute(attribute);
  clone.style.transform = '';
  clone.style.left = clone.style.top = '0';
  return { ...base, clone };
}
