import { refKey, refOf } from '../../../shared/kubernetes/registry.ts';
import { useText } from '../../i18n/use-text.ts';
import { ObjectLink } from '../parts/Facts.tsx';
import { Section } from '../parts/Section.tsx';
import { useRelations } from '../../store/use-relations.ts';
import type { KindView, Loose } from './kind-view.ts';
import { PodLine } from './PodLine.tsx';
import { listAt, numberAt, textAt } from './read.ts';

const ordinalsShown = 60;

/** The pods that an object controls, as far as they are named. */
export function OwnedPods({ object }: { object: Loose }) {
  const { t } = useText();
  const pods = useRelations(refKey(refOf(object))).flatMap(({ kind, direction, other }) => (kind === 'owner' && direction === 'in' && other?.kind === 'Pod' ? [other] : []));
  if (pods.length === 0) return null;
  return (
    <Section title="Pods" aside={String(pods.length)}>
      <ul className="kind-lines" aria-label={t('inspector:kind.podsOf', { name: object.metadata.name })}>
        {pods.map(({ namespace = '', name }) => (
          <PodLine key={name} namespace={namespace} name={name} />
        ))}
      </ul>
    </Section>
  );
}

/** Every ordinal with its pod and its claims. */
function Ordinals({ object }: { object: Loose }) {
  const { t } = useText();
  const { name, namespace = '' } = object.metadata;
  const replicas = numberAt(object, 'spec', 'replicas') ?? 1;
  const start = numberAt(object, 'spec', 'ordinals', 'start') ?? 0;
  const partition = numberAt(object, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
  const claims = listAt(object, 'spec', 'volumeClaimTemplates').map((claim) => textAt(claim, 'metadata', 'name') ?? '');
  const count = Math.min(replicas, ordinalsShown);
  return (
    <Section title={t('inspector:kind.ordinals')} aside={partition > 0 ? t('inspector:kind.partition', { partition }) : undefined}>
      <ul className="kind-lines">
        {Array.from({ length: count }, (_, index) => start + index).map((ordinal) => (
          <PodLine key={ordinal} namespace={namespace} name={`${name}-${ordinal}`}>
            {claims.map((claim) => (
              <span key={claim} className="kind-aside">
                <ObjectLink to={{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name: `${claim}-${name}-${ordinal}` }}>{claim}</ObjectLink>
              </span>
            ))}
          </PodLine>
        ))}
      </ul>
      {replicas > count && <p className="form-empty">{t('inspector:multi.more', { count: replicas - count })}</p>}
    </Section>
  );
}

export const workloadViews: Readonly<Record<string, KindView>> = {
  Deployment: {
    facts: (object) => [
      { label: 'progressDeadlineSeconds', value: textAt(object, 'spec', 'progressDeadlineSeconds') },
      { label: 'paused', value: textAt(object, 'spec', 'paused') === 'true' ? 'true' : undefined },
    ],
    form: [{ path: ['spec'], type: 'DeploymentSpec', primary: ['paused', 'progressDeadlineSeconds', 'revisionHistoryLimit'], without: ['replicas', 'selector', 'template', 'strategy', 'minReadySeconds'] }],
  },
  ReplicaSet: {
    Panel: OwnedPods,
    form: [{ path: ['spec'], type: 'ReplicaSetSpec', primary: ['minReadySeconds'], without: ['replicas', 'selector', 'template'] }],
  },
  StatefulSet: {
    facts: (object) => [
      { label: 'podManagementPolicy', value: textAt(object, 'spec', 'podManagementPolicy') },
      { label: 'updateStrategy', value: textAt(object, 'spec', 'updateStrategy', 'type') },
      { label: 'currentRevision', value: textAt(object, 'status', 'currentRevision') },
      { label: 'updateRevision', value: textAt(object, 'status', 'updateRevision') },
    ],
    Panel: Ordinals,
    form: [{ path: ['spec'], type: 'StatefulSetSpec', primary: ['serviceName', 'podManagementPolicy', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy', 'minReadySeconds', 'volumeClaimTemplates'], without: ['replicas', 'selector', 'template'] }],
  },
  DaemonSet: {
    facts: (object) => [
      { label: 'desiredNumberScheduled', value: textAt(object, 'status', 'desiredNumberScheduled') },
      { label: 'currentNumberScheduled', value: textAt(object, 'status', 'currentNumberScheduled') },
      { label: 'numberReady', value: textAt(object, 'status', 'numberReady') },
      { label: 'updatedNumberScheduled', value: textAt(object, 'status', 'updatedNumberScheduled') },
      { label: 'numberMisscheduled', value: textAt(object, 'status', 'numberMisscheduled') },
    ],
    Panel: OwnedPods,
    form: [{ path: ['spec'], type: 'DaemonSetSpec', primary: ['updateStrategy', 'minReadySeconds'], without: ['selector', 'template'] }],
  },
  ControllerRevision: { facts: (object) => [{ label: 'revision', value: textAt(object, 'revision') }] },
};
