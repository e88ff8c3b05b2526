import { memo } from 'react';
import type { MachineRow } from '../../../shared/view/rows.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { useComponentTip } from '../../control-plane/use-component-tip.ts';
import { useText } from '../../i18n/use-text.ts';
import { componentKey } from '../../store/ref-key.ts';
import type { Rect } from '../geometry/rect.ts';
import { elementId } from './element-id.ts';
import { usePartState } from './use-part-state.ts';

const shortNames: Record<string, string> = {
  'kube-apiserver': 'apiserver',
  'kube-scheduler': 'scheduler',
  'kube-controller-manager': 'controllers',
  'cloud-controller-manager': 'cloud-ctrl',
};

interface ComponentLineProps {
  machine: string;
  component: MachineRow['components'][number];
  place: Rect;
  /** Only the short name; no details. */
  middle: boolean;
  /** Only the mark fits. */
  cell: boolean;
}

/** A component of the control plane on its machine: state, name, whether it leads or what it does. */
export const ComponentLine = memo(function ComponentLine({ machine, component, place, middle, cell }: ComponentLineProps) {
  const { t, localize } = useText();
  const key = componentKey(machine, component.name);
  const part = usePartState(key);
  const tip = useComponentTip(machine, component, part['data-hovered'] === true);
  const isPlain = component.family === 'ready' && !component.leader;
  return (
    <div
      id={elementId(key)}
      role="group"
      aria-label={t('canvas:say.component', { name: component.name, machine, state: localize(component.detail), why: localize(component.why) })}
      className={cell ? 'component-line component-line-cell' : 'component-line'}
      data-kind="Component"
      data-name={component.name}
      data-state={component.state}
      data-family={component.family}
      data-leader={component.leader || undefined}
      {...part}
      title={tip}
      style={{ left: place.x, top: place.y, width: place.width, height: place.height }}
    >
      <StateMark family={component.family} name={component.state} size={middle ? 11 : 13} />
      {!cell && <span className="component-name">{middle ? (shortNames[component.name] ?? component.name) : component.name}</span>}
      {!cell && !(middle && isPlain) && <span className="component-detail">{localize(component.detail)}</span>}
    </div>
  );
});
