import type { Lease, Node } from '../../../shared/kubernetes/types/node.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { MachineRow } from '../../../shared/view/rows.ts';
import { changeTakesPods } from '../../commands/takes-pods.ts';
import { Switch } from '../../design/Switch.tsx';
import { takesPods } from '../../gestures/machine-roles.ts';
import { formatClock, formatDuration } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useClock, useMachine } from '../../store/hooks.ts';
import { MachineTypeField } from '../../machine-types/MachineTypeField.tsx';
import { MachineCloud } from '../cloud/MachineCloud.tsx';
import { NumberField, TextField } from '../form/fields.tsx';
import { KeyValueEditor } from '../form/KeyValueEditor.tsx';
import { useEditing } from '../form/editing.ts';
import { Breakable } from '../parts/Breakable.tsx';
import { Conditions } from '../parts/Conditions.tsx';
import { conditionsOf } from '../parts/condition-family.ts';
import { Fact, Facts } from '../parts/Facts.tsx';
import { Labels } from '../parts/Labels.tsx';
import { Section } from '../parts/Section.tsx';
import { useObject } from '../use-object.ts';
import { useSimulatedTime } from '../use-simulated-time.ts';
import { Capacity } from './Capacity.tsx';
import { Age } from './PodOverview.tsx';
import { MachineComponents } from './MachineComponents.tsx';
import { MachineNetwork } from './MachineNetwork.tsx';
import { StayingPods } from './StayingPods.tsx';

/** A machine and the Node that its kubelet registered: two objects, one thing on the canvas. */
export function MachineOverview({ machine, node }: { machine: Machine; node: Node | undefined }) {
  const { t } = useText();
  const { readOnly } = useEditing();
  const { name } = machine.metadata;
  const row = useMachine(name);
  return (
    <>
      <Section title={t('inspector:status')} hideTitle>
        <Facts>
          <Fact label={t('inspector:machine.roles')}>{machine.spec.roles.join(', ')}</Fact>
          <Fact label={t('inspector:machine.phase')}>{machine.status?.phase}</Fact>
          <Fact label={t('inspector:machine.refused')}>{machine.status?.message}</Fact>
          <Boot row={row} />
          <Fact label={t('inspector:machine.address')} mono>
            {machine.status?.address ?? row?.address}
          </Fact>
          <Fact label={t('inspector:machine.podCIDR')} mono>
            {node?.spec.podCIDR}
          </Fact>
          <Fact label={t('inspector:machine.schedulable')}>{row?.unschedulable ? t('inspector:machine.cordoned') : undefined}</Fact>
          <Age timestamp={machine.metadata.creationTimestamp} />
        </Facts>
      </Section>
      {row && <MachineComponents row={row} />}
      {row && <Capacity row={row} />}
      <MachineNetwork machine={machine} />
      <MachineCloud machine={name} />
      {row && (row.taints.length > 0 || row.roles.includes('control-plane')) && (
        <Section title={t('inspector:machine.taints')}>
          {row.roles.includes('control-plane') && <TakesPods row={row} />}
          <ul className="labels">
            {row.taints.map((taint) => (
              <li key={taint} className="label-chip mono" title={taint}>
                <Breakable text={taint} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {row?.silentSinceMs !== undefined && <StayingPods machine={name} />}
      <Heartbeat name={name} row={row} />
      <Conditions conditions={conditionsOf(node)} />
      {node && (
        <Section title={t('inspector:machine.nodeLabels')}>
          <Labels labels={node.metadata.labels ?? {}} />
        </Section>
      )}
      {!readOnly && (
        <Section title={t('inspector:machine.settings')}>
          <MachineTypeField path={['spec', 'type']} label={t('inspector:machine.type')} zones={machine.spec.zone === undefined ? [] : [machine.spec.zone]} />
          <TextField path={['spec', 'zone']} label={t('inspector:machine.zone')} />
          <NumberField path={['spec', 'bootSeconds']} label={t('inspector:machine.boot')} unit="s" />
          <KeyValueEditor path={['spec', 'labels']} title={t('inspector:machine.extraLabels')} />
        </Section>
      )}
    </>
  );
}

/** Master and worker at once: without the taint the scheduler may place ordinary pods here. */
function TakesPods({ row }: { row: MachineRow }) {
  const { t } = useText();
  const takes = takesPods(row);
  return (
    <>
      <div className="machine-switch">
        <span>{t('inspector:machine.takesPods')}</span>
        <Switch label={t('inspector:machine.takesPods')} checked={takes} onChange={(on) => void changeTakesPods(row, on)} />
      </div>
      <p className="form-empty">{t(takes ? 'inspector:machine.takesPodsOn' : 'inspector:machine.takesPodsOff')}</p>
    </>
  );
}

function Boot({ row }: { row: MachineRow | undefined }) {
  const { t } = useText();
  const { nowMs } = useClock();
  if (row?.readyAtMs === undefined || row.readyAtMs <= nowMs) return null;
  return (
    <Fact label={t('inspector:machine.kubeletStarts')} mono>
      {t('inspector:pod.within', { time: formatDuration(row.readyAtMs - nowMs) })}
    </Fact>
  );
}

/** When the kubelet last renewed its Lease, and how long it has been silent when that is longer than it should be. */
function Heartbeat({ name, row }: { name: string; row: MachineRow | undefined }) {
  const { t } = useText();
  const { nowMs } = useClock();
  const time = useSimulatedTime();
  const lease = useObject({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: 'kube-node-lease', name })?.live as
    Lease | undefined;
  const renewed = time.msOf(lease?.spec.renewTime);
  if (renewed === undefined) return null;
  const since = row?.silentSinceMs ?? renewed;
  const lateAfterMs = (lease?.spec.leaseDurationSeconds ?? 40) * 1_000;
  const isSilent = row?.silentSinceMs !== undefined || nowMs - renewed > lateAfterMs;
  return (
    <Section title={t('inspector:machine.lease')}>
      <Facts>
        <Fact label={t('inspector:machine.renewed')} mono>
          {formatClock(renewed)}
        </Fact>
        {isSilent && (
          <Fact label={t('inspector:machine.silent')} mono>
            {formatDuration(nowMs - since)}
          </Fact>
        )}
      </Facts>
    </Section>
  );
}
