import { useMemo } from 'react';
import type { AwsSpec } from '../../shared/cloud/provider-spec.ts';
import { TypeChooser } from '../machine-types/TypeChooser.tsx';
import { queryTypes, typeRows } from '../machine-types/type-rows.ts';
import { canvas } from '../store/canvas-port.ts';
import type { PaletteItem } from './items.ts';

/** A worker of a type of the catalogue, as the palette drags it. The name of a type is its own title. */
function workerOf(machineType: string): PaletteItem {
  return { id: `worker.${machineType}`, icon: 'Machine', title: machineType, template: { type: 'machine', roles: ['worker'], machineType }, variantOf: 'worker' };
}

/** Types of machine under the worker, with what they have and cost: dragged onto the canvas or a node group, or added by double click or Enter. @param text words of the palette's own filter */
export function PaletteTypes({ spec, text }: { spec: AwsSpec; text?: string | undefined }) {
  const rows = useMemo(() => typeRows(spec), [spec]);
  if (text !== undefined && queryTypes(rows, { text, family: '', arch: '', sort: 'name' }).length === 0) return null;
  return (
    <li className="palette-types">
      <TypeChooser rows={rows} text={text} onChoose={(name) => canvas()?.addItem(workerOf(name))} onDrag={(name, event) => canvas()?.startDrag(workerOf(name), event.nativeEvent)} />
    </li>
  );
}
