import { CirclePlay, CircleStop } from 'lucide-react';
import type { Fault } from '../../shared/faults.ts';
import type { ControlPlaneView } from '../../shared/view/control-plane.ts';
import type { LocalizedText } from '../../shared/view/rows.ts';
import type { StateFamily } from '../../shared/view/states.ts';
import { inject } from '../commands/inject.ts';
import { IconButton } from '../design/IconButton.tsx';
import { StateMark } from '../design/StateMark.tsx';
import { formatDuration } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { useMachine } from '../store/hooks.ts';
import { componentFamily } from './member-family.ts';

type ComponentName = Extract<Fault, { component: string }>['component'];

interface Place {
  machine: string;
  family: StateFamily;
  word: string;
  runs: boolean;
  why?: LocalizedText | undefined;
}

/** Each component with its machines: who works, who stands by, who is stopped, and a button that stops or starts it there. */
export function Components({ view }: { view: ControlPlaneView }) {
  const { t } = useText();
  const names = [...new Set(view.components.map(({ component }) => component))];
  const servers = view.api.servers.map(({ machine, running, answers }): Place => ({
    machine, runs: running, family: answers ? 'ready' : running ? 'attention' : 'bad', word: t(answers ? 'inspector:component.answers' : running ? 'inspector:component.noEtcd' : 'inspector:component.Stopped'),
  }));
  const members = (view.etcd?.members ?? []).filter(({ lost }) => !lost).map(({ machine, role }): Place => ({
    machine, runs: role !== 'Down', family: role === 'Down' ? 'bad' : 'ready', word: t(`inspector:etcd.role.${role}`),
  }));
  return (
    <div className="components">
      <ComponentGroup name="etcd" places={members} />
      <ComponentGroup name="kube-apiserver" places={servers} />
      {names.map((name) => {
        const rows = view.components.filter(({ component }) => component === name);
        const age = rows.find(({ leaseAgeMs }) => leaseAgeMs !== undefined)?.leaseAgeMs;
        const places = rows.map(({ machine, state, why }): Place => ({ machine, runs: state !== 'Stopped', family: componentFamily[state], word: t(`inspector:component.${state}`), why }));
        return <ComponentGroup key={name} name={name} places={places} {...(age === undefined ? {} : { lease: t('inspector:component.lease', { time: formatDuration(age) }) })} />;
      })}
    </div>
  );
}

function ComponentGroup({ name, places, lease }: { name: ComponentName; places: readonly Place[]; lease?: string }) {
  return (
    <div className="component-group" role="group" aria-label={name}>
      <div className="component-group-head"><b>{name}</b>{lease !== undefined && <span>{lease}</span>}</div>
      <ul>
        {places.map((place) => <ComponentPlace key={place.machine} name={name} place={place} />)}
      </ul>
    </div>
  );
}

function ComponentPlace({ name, place: { machine, family, word, runs, why } }: { name: ComponentName; place: Place }) {
  const { t, localize } = useText();
  const row = useMachine(machine);
  const isOut = row === undefined || row.poweredOff || row.crashed;
  return (
    <li className="component-place" data-machine={machine} data-family={family} {...(why ? { title: localize(why) } : {})}>
      <StateMark family={family} size={12} />
      <span className="truncate">{machine}</span>
      <span className="component-word truncate">{isOut ? t('inspector:component.noPower') : word}</span>
      {!isOut && (
        <IconButton label={t(runs ? 'inspector:component.stop' : 'inspector:component.start', { component: name, machine })} side="left"
          icon={runs ? <CircleStop size={14} /> : <CirclePlay size={14} />}
          onClick={() => void inject({ kind: runs ? 'StopComponent' : 'StartComponent', machine, component: name })} />
      )}
    </li>
  );
}
