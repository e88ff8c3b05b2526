import { memo, useCallback, useMemo } from 'react';
import type { MachineRow } from '../../../shared/view/rows.ts';
import { machineStates } from '../../../shared/view/states.ts';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useMachine } from '../../store/hooks.ts';
import { machineKey } from '../../store/ref-key.ts';
import { useUi } from '../../store/ui.ts';
import { scene, useScene } from '../canvas-model.ts';
import { useCanvas } from '../canvas-store.ts';
import type { MachineBody } from '../geometry/machine-body.ts';
import { layOutMiddle } from '../geometry/middle-rows.ts';
import { ComponentLine } from './ComponentLine.tsx';
import { elementId } from './element-id.ts';
import { MachineFooter } from './MachineFooter.tsx';
import { MachineHeader } from './MachineHeader.tsx';
import { ProxyPort } from './ProxyPort.tsx';
import { PodBox } from './PodBox.tsx';
import { PodRowMiddle } from './PodRowMiddle.tsx';
import { useLeaving } from './use-leaving.ts';
import './machine.css';

/** A machine as a document, near or middle. Subscribed to its own row and its own places. */
export const MachineNode = memo(function MachineNode({ name }: { name: string }) {
  const { t } = useText();
  const row = useMachine(name);
  const body = useScene(
    `body/${name}`,
    useCallback(() => scene.bodyOf(name), [name]),
  );
  const middle = useCanvas((state) => state.mounted.get(name) === 'middle');
  const key = machineKey(name);
  const isSelected = useUi((state) => state.selection.includes(key));
  const isHovered = useUi((state) => state.hovered === key);
  const isFocused = useCanvas((state) => state.focusVisible && state.focused === key);
  const hasFaultTool = useUi((state) => state.tool === 'fault');
  if (!row) return null;
  const family = machineStates.find((state) => state.name === row.state)?.family ?? 'unknown';
  const dark = row.poweredOff || row.crashed || row.state === 'NotReady' || row.state === 'Off';
  // Nobody hears from a machine whose cable is cut or whose kubelet is stopped, but its containers run on.
  const still = row.poweredOff || row.crashed || row.state === 'Off';
  return (
    <div
      id={elementId(key)}
      role="group"
      aria-label={t('canvas:machine.label', { name, roles: row.roles.join(', '), state: row.state, count: body.pods.length })}
      className="machine"
      data-kind="Machine"
      data-name={name}
      data-state={row.state}
      data-family={family}
      data-level={middle ? 'middle' : 'near'}
      data-control-plane={row.roles.includes('control-plane') || undefined}
      data-dark={dark || undefined}
      data-out={row.poweredOff || row.crashed || undefined}
      data-cut-off={row.cutOff}
      data-selected={isSelected || undefined}
      data-hovered={isHovered || undefined}
      data-focused={isFocused || undefined}
      data-fault={hasFaultTool || undefined}
      style={{ width: body.width, height: body.height }}
    >
      <MachineHeader row={row} middle={middle} widthUnits={body.width} />
      {middle ? <MiddleContents row={row} body={body} /> : <NearContents row={row} body={body} dark={still} />}
      <MachineFooter row={row} dark={still} middle={middle} />
      {!middle && <ProxyPort name={name} isOn={row.lamps.some((lamp) => lamp.name === 'kube-proxy' && lamp.on) && !dark} />}
    </div>
  );
});

const isKnown = (uid: string): boolean => mirror.pods.slotOf(uid) !== undefined;

function NearContents({ row, body, dark }: { row: MachineRow; body: MachineBody; dark: boolean }) {
  const leaving = useLeaving(body.pods, isKnown);
  return (
    <div className="machine-contents">
      {row.components.map((component, index) => {
        const place = body.components[index];
        return place && <ComponentLine key={component.name} machine={row.name} component={component} place={place} middle={false} cell={false} />;
      })}
      {body.pods.map((place) => (
        <PodBox key={place.uid} uid={place.uid} place={place} dark={dark} leaving={false} />
      ))}
      {leaving.map((place) => (
        <PodBox key={place.uid} uid={place.uid} place={place} dark={dark} leaving />
      ))}
    </div>
  );
}

function MiddleContents({ row, body }: { row: MachineRow; body: MachineBody }) {
  const textScale = useCanvas((state) => state.textScale);
  const count = row.components.length + body.pods.length;
  const layout = useMemo(() => layOutMiddle(body.width, body.height, count, textScale), [body.width, body.height, count, textScale]);
  return (
    <div className="machine-contents">
      {row.components.map((component, index) => {
        const place = layout.rows[index];
        return place && <ComponentLine key={component.name} machine={row.name} component={component} place={place} middle cell={layout.cells} />;
      })}
      {body.pods.map(({ uid }, index) => {
        const place = layout.rows[row.components.length + index];
        return place && <PodRowMiddle key={uid} uid={uid} place={place} cell={layout.cells} />;
      })}
    </div>
  );
}
