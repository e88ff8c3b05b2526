import { CirclePlay, CircleStop } from 'lucide-react';
import { componentRef } from '../../../shared/view/component-ref.ts';
import type { MachineRow } from '../../../shared/view/rows.ts';
import { hasPower, isStopped, switchOf } from '../../commands/component.ts';
import { inject } from '../../commands/inject.ts';
import { IconButton } from '../../design/IconButton.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { ObjectLink } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import '../../control-plane/components.css';

/** What runs on a machine besides pods: components of the control plane and its own processes, each with what stops or starts it. */
export function MachineComponents({ row }: { row: MachineRow }) {
  const { t } = useText();
  return (
    <Section title={t('inspector:etcd.components')}>
      <ul className="component-places">
        {[...row.components, ...row.lamps].map((one) => <ComponentPlace key={one.name} machine={row} component={one} named="component" />)}
      </ul>
    </Section>
  );
}

interface ComponentPlaceProps {
  machine: MachineRow;
  component: MachineRow['components'][number] | MachineRow['lamps'][number];
  /** Whether the row is named after the component, or after its machine. */
  named: 'component' | 'machine';
}

/** One component on one machine: what it is there, why, and what stops or starts it. */
export function ComponentPlace({ machine: row, component, named }: ComponentPlaceProps) {
  const { t, localize } = useText();
  const starts = isStopped(component);
  const names = { component: component.name, machine: row.name };
  const family = component.family;
  return (
    <li className="component-place" data-machine={row.name} data-component={component.name} data-family={family} title={localize(component.why)}>
      <StateMark family={family} name={'on' in component ? (hasPower(row) ? '' : 'Off') : component.state} size={12} />
      <span className="component-place-name truncate"><ObjectLink to={componentRef(row.name, component.name)}>{named === 'component' ? component.name : row.name}</ObjectLink></span>
      <span className="component-word truncate">{localize(component.detail)}</span>
      {hasPower(row) && (
        <IconButton label={t(starts ? 'inspector:component.start' : 'inspector:component.stop', names)} side="left" icon={starts ? <CirclePlay size={14} /> : <CircleStop size={14} />}
          onClick={() => void inject(switchOf(row.name, component.name, starts))} />
      )}
    </li>
  );
}
