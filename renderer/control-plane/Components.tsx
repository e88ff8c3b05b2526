import type { ControlPlaneView } from '../../shared/view/control-plane.ts';
import { formatDuration } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { ComponentPlace } from '../inspector/overview/MachineComponents.tsx';
import { mirror } from '../store/cluster.ts';
import { useMachine } from '../store/hooks.ts';
import './components.css';

/** Each component with its machines: who works, who stands by, who is stopped, and a button that stops or starts it there. */
export function Components({ view }: { view: ControlPlaneView }) {
  const machines = view.api.servers.map(({ machine }) => machine);
  const names = mirror.machine(machines[0] ?? '')?.components.map(({ name }) => name) ?? [];
  return (
    <div className="components">
      {names.map((name) => (
        <div key={name} className="component-group" role="group" aria-label={name}>
          <div className="component-group-head"><b>{name}</b><Lease view={view} name={name} /></div>
          <ul>
            {machines.map((machine) => <OnMachine key={machine} machine={machine} name={name} />)}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Lease({ view, name }: { view: ControlPlaneView; name: string }) {
  const { t } = useText();
  const age = view.components.find(({ component, leaseAgeMs }) => component === name && leaseAgeMs !== undefined)?.leaseAgeMs;
  return age === undefined ? null : <span>{t('inspector:component.lease', { time: formatDuration(age) })}</span>;
}

function OnMachine({ machine, name }: { machine: string; name: string }) {
  const row = useMachine(machine);
  const component = row?.components.find((one) => one.name === name);
  return row && component ? <ComponentPlace machine={row} component={component} named="machine" /> : null;
}
