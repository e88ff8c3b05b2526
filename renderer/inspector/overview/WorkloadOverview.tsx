import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import type { Deployment, ReplicaSet } from '../../../shared/kubernetes/types/apps.ts';
import type { Volume } from '../../../shared/kubernetes/types/pod.ts';
import { useText } from '../../i18n/use-text.ts';
import { useCard } from '../../store/hooks.ts';
import { numberOrPercent } from '../form/checks.ts';
import { useEditing } from '../form/editing.ts';
import { ChoiceField, NumberField, StepperField } from '../form/fields.tsx';
import { KeyValueEditor } from '../form/KeyValueEditor.tsx';
import { PodSpecFields } from '../form/PodSpecFields.tsx';
import { getIn } from '../form/set-in.ts';
import { kindViews } from '../kinds/index.ts';
import type { Loose } from '../kinds/kind-view.ts';
import { KindForm } from '../kinds/KindOverview.tsx';
import { Conditions } from '../parts/Conditions.tsx';
import { conditionsOf } from '../parts/condition-family.ts';
import { Fact, Facts, ObjectLink } from '../parts/Facts.tsx';
import { Labels } from '../parts/Labels.tsx';
import { Section } from '../parts/Section.tsx';
import { Containers } from './Containers.tsx';
import { Age } from './PodOverview.tsx';
import { Revisions } from './Revisions.tsx';
import { RolloutProgress } from './RolloutProgress.tsx';
import { Volumes } from './Volumes.tsx';

/** A Deployment or ReplicaSet, and any other kind with a pod template: replicas, rollout, revisions, template. */
export function WorkloadOverview({ object }: { object: Deployment | ReplicaSet }) {
  const { t } = useText();
  const { value, readOnly } = useEditing();
  const uid = object.metadata.uid ?? '';
  const card = useCard(uid);
  const owner = object.metadata.ownerReferences?.find((reference) => reference.controller);
  const hasReplicas = getIn(object as unknown as JsonObject, ['spec', 'replicas']) !== undefined;
  const view = kindViews[object.kind];
  const Panel = view?.Panel;
  const facts = view?.facts?.(object as unknown as Loose) ?? [];
  const isDeployment = object.kind === 'Deployment';
  const strategy = getIn(value, ['spec', 'strategy', 'type']) ?? 'RollingUpdate';
  const volumes = getIn(value, ['spec', 'template', 'spec', 'volumes']);
  const selector = getIn(object as unknown as JsonObject, ['spec', 'selector', 'matchLabels']);
  return (
    <>
      <Section title={t('inspector:status')} hideTitle>
        {hasReplicas && <StepperField path={['spec', 'replicas']} label={t('inspector:workload.replicas')} />}
        {card?.replicas && object.kind !== 'Job' && <RolloutProgress replicas={card.replicas} isRollout={isDeployment} />}
        <Facts>
          <Fact label={t('inspector:owner')}>
            {owner && (
              <ObjectLink
                to={{
                  apiVersion: owner.apiVersion,
                  kind: owner.kind,
                  name: owner.name,
                  ...(object.metadata.namespace ? { namespace: object.metadata.namespace } : {}),
                }}
              >
                {owner.kind} {owner.name}
              </ObjectLink>
            )}
          </Fact>
          <Fact label={t('inspector:workload.revision')} mono>
            {object.metadata.annotations?.['deployment.kubernetes.io/revision']}
          </Fact>
          {facts.map(({ label, value: fact, isText }) => (
            <Fact key={label} label={label} mono={isText !== true}>
              {fact}
            </Fact>
          ))}
          <Age timestamp={object.metadata.creationTimestamp} />
        </Facts>
      </Section>
      {Panel && <Panel object={object as unknown as Loose} />}
      {isDeployment && (
        <Section title={t('inspector:workload.strategy')}>
          <ChoiceField path={['spec', 'strategy', 'type']} label={t('inspector:workload.type')} choices={['RollingUpdate', 'Recreate']} />
          {strategy === 'RollingUpdate' && (
            <>
              <NumberField path={['spec', 'strategy', 'rollingUpdate', 'maxSurge']} label="maxSurge" check={numberOrPercent} textAllowed />
              <NumberField
                path={['spec', 'strategy', 'rollingUpdate', 'maxUnavailable']}
                label="maxUnavailable"
                check={numberOrPercent}
                textAllowed
              />
            </>
          )}
          <NumberField path={['spec', 'minReadySeconds']} label="minReadySeconds" unit="s" />
        </Section>
      )}
      {!readOnly && <KindForm parts={view?.form ?? []} />}
      {isDeployment && <Revisions uid={uid} />}
      <Conditions conditions={conditionsOf(object)} />
      <Containers basePath={['spec', 'template', 'spec']} />
      <Volumes volumes={Array.isArray(volumes) ? (volumes.filter(isJsonObject) as unknown as Volume[]) : []} />
      {!readOnly && (
        <Section title={t('inspector:workload.template')}>
          <PodSpecFields path={['spec', 'template', 'spec']} />
        </Section>
      )}
      {isJsonObject(selector) && (
        <Section title={t('inspector:workload.selector')}>
          <Labels labels={selector as Record<string, string>} />
        </Section>
      )}
      <Section title={t('inspector:labels')} hideTitle={!readOnly}>
        {readOnly ? (
          <Labels labels={object.metadata.labels ?? {}} />
        ) : (
          <KeyValueEditor path={['metadata', 'labels']} title={t('inspector:labels')} />
        )}
      </Section>
    </>
  );
}
