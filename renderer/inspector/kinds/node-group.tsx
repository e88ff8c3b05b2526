import { refKey, refOf } from '../../../shared/kubernetes/registry.ts';
import { desiredSizeOf, type NodeGroup } from '../../../shared/kubernetes/types/node-group.ts';
import { machineStates } from '../../../shared/view/states.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useMachine } from '../../store/hooks.ts';
import { useRelations } from '../../store/use-relations.ts';
import { ObjectLink } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import { Chain } from '../why/Chain.tsx';
import { useWhy } from '../why/use-why.ts';
import type { KindView, Loose } from './kind-view.ts';
import { textAt } from './read.ts';

/** Its machines, each with its state. */
function Machines({ group }: { group: Loose }) {
  const { t } = useText();
  const machines = useRelations(refKey(refOf(group))).flatMap(({ kind, direction, other }) => (kind === 'owner' && direction === 'in' && other?.kind === 'Machine' ? [other] : []));
  return (
    <Section title={t('inspector:cluster.machines')} aside={textAt(group, 'status', 'size')}>
      {machines.length === 0 && <p className="form-empty">{t('inspector:group.noMachines')}</p>}
      <ul className="kind-lines" aria-label={t('inspector:group.machinesOf', { name: group.metadata.name })}>
        {machines.map(({ name }) => (
          <MachineLine key={name} name={name} />
        ))}
      </ul>
    </Section>
  );
}

function MachineLine({ name }: { name: string }) {
  const row = useMachine(name);
  const state = machineStates.find((candidate) => candidate.name === row?.state);
  return (
    <li className="kind-line">
      <StateMark family={state?.family ?? 'waiting'} name={state?.name} size={14} label={state?.name ?? ''} />
      <span className="kind-line-text">
        <ObjectLink to={{ apiVersion: 'v1', kind: 'Node', name }} />
      </span>
      <span className="kind-aside">{row?.zone ?? state?.name}</span>
    </li>
  );
}

/** Why it has as many as it has, and what the cluster autoscaler and the cloud decided last. */
function LastDecision({ group }: { group: Loose }) {
  const { t, localize } = useText();
  const { answer } = useWhy(refOf(group));
  if (answer === undefined) return null;
  const steps = answer.evidence.flatMap((item) => (item.kind === 'chain' ? item.steps : [])).filter(({ isDecision }) => isDecision);
  return (
    <Section title={t('inspector:group.lastDecision')}>
      <p className="form-empty">{localize(answer.headline)}</p>
      <Chain steps={steps.slice(-1)} />
    </Section>
  );
}

function GroupPanel({ object }: { object: Loose }) {
  return (
    <>
      <LastDecision group={object} />
      <Machines group={object} />
    </>
  );
}

export const nodeGroupViews: Readonly<Record<string, KindView>> = {
  NodeGroup: {
    facts: (object) => {
      const { spec, status } = object as unknown as NodeGroup;
      return [
        { label: 'size', value: `${status?.size ?? 0} → ${desiredSizeOf(spec)}` },
        { label: 'ready', value: textAt(object, 'status', 'ready') },
        { label: 'min … max', value: `${spec.minSize} … ${spec.maxSize}` },
        { label: 'type', value: textAt(object, 'spec', 'type') },
        { label: 'zones', value: textAt(object, 'spec', 'zones') },
      ];
    },
    Panel: GroupPanel,
    form: [{ path: ['spec'], type: 'NodeGroupSpec', primary: ['minSize', 'maxSize', 'desiredSize', 'type', 'zones', 'bootSeconds'] }],
  },
};
