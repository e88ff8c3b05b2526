import { setGroupType } from '../../gestures/group-size.ts';
import { mirror } from '../../store/cluster.ts';
import { scene } from '../canvas-model.ts';
import type { Point } from '../geometry/rect.ts';
import type { DropMenu } from './drag-store.ts';
import { write } from './perform.ts';
import type { DropAction } from './verdict.ts';

/** After a type of machine was dropped on a node group: the machines that it has stay as they are, so it asks. */
export function groupTypeMenu({ key, machineType }: Extract<DropAction, { do: 'setGroupType' }>, at: Point): DropMenu | undefined {
  const uid = scene.groupUid(key);
  const row = uid === undefined ? undefined : mirror.card(uid);
  if (!row?.group) return undefined;
  const { size, type } = row.group;
  const params = { name: row.ref.name, type: machineType, before: type, count: size };
  return {
    at, heading: { key: 'canvas:groupMenu.heading', params },
    choices: [{ id: 'type', label: { key: 'canvas:groupMenu.type', params }, detail: { key: size === 0 ? 'canvas:groupMenu.typeNow' : 'canvas:groupMenu.typeLater', params }, choose: () => write(setGroupType(row.ref, machineType)) }],
  };
}
