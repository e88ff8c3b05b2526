import { memo } from 'react';
import type { MachineRow } from '../../../shared/view/rows.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import type { Rect } from '../geometry/rect.ts';

const shortNames: Record<string, string> = {
  'kube-apiserver': 'apiserver',
  'kube-scheduler': 'scheduler',
  'kube-controller-manager': 'controllers',
  'cloud-controller-manager': 'cloud-ctrl',
};

interface ComponentLineProps {
  component: MachineRow['components'][number];
  place: Rect;
  /** Only the short name; no details. */
  middle: boolean;
  /** Only the mark fits. */
  cell: boolean;
}

/** A component of the control plane on its machine: state, name, whether it leads or what it does. */
export const ComponentLine = memo(function ComponentLine({ component, place, middle, cell }: ComponentLineProps) {
  const { t, localize } = useText();
  const detail = middle ? (component.leader ? t('canvas:component.leader') : '') : localize(component.detail);
  return (
    <div
      className={cell ? 'component-line component-line-cell' : 'component-line'}
      data-kind="Component"
      data-name={component.name}
      data-family={component.family}
      title={`${component.name} · ${component.state}`}
      style={{ left: place.x, top: place.y, width: place.width, height: place.height }}
    >
      <StateMark family={component.family} name={component.state} size={middle ? 11 : 13} />
      {!cell && <span className="component-name">{middle ? (shortNames[component.name] ?? component.name) : component.name}</span>}
      {!cell && <span className="component-detail">{component.family === 'ready' ? detail : component.state}</span>}
    </div>
  );
});
