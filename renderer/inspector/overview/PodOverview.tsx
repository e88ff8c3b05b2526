import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { useClock, usePod, usePodDetail } from '../../store/hooks.ts';
import { KeyValueEditor } from '../form/KeyValueEditor.tsx';
import { PodSpecFields } from '../form/PodSpecFields.tsx';
import { useEditing } from '../form/editing.ts';
import { Conditions } from '../parts/Conditions.tsx';
import { conditionsOf } from '../parts/condition-family.ts';
import { Fact, Facts, ObjectLink } from '../parts/Facts.tsx';
import { Labels } from '../parts/Labels.tsx';
import { Section } from '../parts/Section.tsx';
import { useSimulatedTime } from '../use-simulated-time.ts';
import { Containers } from './Containers.tsx';
import { Volumes } from './Volumes.tsx';

/** A pod: where and how it runs, its containers, conditions, labels, and the form of its spec. */
export function PodOverview({ pod }: { pod: Pod }) {
  const { t } = useText();
  const { readOnly } = useEditing();
  const uid = pod.metadata.uid ?? '';
  const row = usePod(uid);
  const detail = usePodDetail(uid);
  const { spec, status } = pod;
  const owner = pod.metadata.ownerReferences?.find((reference) => reference.controller);
  const ownerRef = owner && {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.name,
    ...(owner.kind !== 'Node' && pod.metadata.namespace ? { namespace: pod.metadata.namespace } : {}),
  };
  return (
    <>
      <Section title={t('inspector:status')} hideTitle>
        <Facts>
          <Fact label={t('inspector:pod.node')}>
            {spec.nodeName ? (
              <ObjectLink to={{ apiVersion: 'v1', kind: 'Node', name: spec.nodeName }} />
            ) : (
              <span className="quiet">{t('inspector:pod.noNode')}</span>
            )}
          </Fact>
          <Fact label={t('inspector:pod.ip')} mono>
            {status?.podIP}
          </Fact>
          <Fact label={t('inspector:owner')}>
            {ownerRef && (
              <ObjectLink to={ownerRef}>
                {ownerRef.kind} {ownerRef.name}
              </ObjectLink>
            )}
          </Fact>
          <Fact label={t('inspector:pod.phase')}>{status?.reason ? `${status.phase ?? ''} (${status.reason})` : status?.phase}</Fact>
          <Fact label={t('inspector:pod.message')}>{status?.message}</Fact>
          <Fact label={t('inspector:pod.qos')}>{status?.qosClass}</Fact>
          <Fact label={t('inspector:pod.restarts')} mono>
            {String(row?.restarts ?? (status?.containerStatuses ?? []).reduce((sum, container) => sum + container.restartCount, 0))}
          </Fact>
          <Age timestamp={pod.metadata.creationTimestamp} />
          <Deadline timestamp={pod.metadata.deletionTimestamp} />
        </Facts>
      </Section>
      <Containers basePath={['spec']} rows={detail?.containers} podStatus={status} />
      <Conditions conditions={conditionsOf(pod)} />
      <Volumes volumes={spec.volumes ?? []} />
      <Section title={t('inspector:labels')} hideTitle={!readOnly}>
        {readOnly ? (
          <Labels labels={pod.metadata.labels ?? {}} />
        ) : (
          <KeyValueEditor path={['metadata', 'labels']} title={t('inspector:labels')} />
        )}
      </Section>
      {!readOnly && (
        <Section title={t('inspector:pod.scheduling')}>
          <PodSpecFields path={['spec']} />
        </Section>
      )}
    </>
  );
}

/** How old the object is by the simulated clock. */
export function Age({ timestamp }: { timestamp: string | undefined }) {
  const { t } = useText();
  const { nowMs } = useClock();
  const created = useSimulatedTime().msOf(timestamp);
  return (
    <Fact label={t('inspector:age')} mono>
      {created === undefined ? undefined : formatDuration(nowMs - created)}
    </Fact>
  );
}

function Deadline({ timestamp }: { timestamp: string | undefined }) {
  const { t } = useText();
  const { nowMs } = useClock();
  const at = useSimulatedTime().msOf(timestamp);
  if (at === undefined) return null;
  return (
    <Fact label={t('inspector:pod.terminates')} mono>
      {at > nowMs
        ? t('inspector:pod.within', { time: formatDuration(at - nowMs) })
        : t('inspector:pod.overdue', { time: formatDuration(nowMs - at) })}
    </Fact>
  );
}
