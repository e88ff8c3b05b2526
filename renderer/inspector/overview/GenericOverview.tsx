import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { PrintedColumn } from '../../../shared/view/printed-column.ts';
import { useText } from '../../i18n/use-text.ts';
import { useEditing } from '../form/editing.ts';
import { KeyValueEditor } from '../form/KeyValueEditor.tsx';
import { Conditions } from '../parts/Conditions.tsx';
import { conditionsOf } from '../parts/condition-family.ts';
import { Fact, Facts, ObjectLink } from '../parts/Facts.tsx';
import { Labels } from '../parts/Labels.tsx';
import { Section } from '../parts/Section.tsx';
import { plainFields } from './plain-fields.ts';
import { Age } from './PodOverview.tsx';

/** Any other object: owner, what kubectl prints of it, its plain fields, conditions and labels. The rest is in the YAML. */
export function GenericOverview({ object, columns }: { object: KubernetesObject; columns: readonly PrintedColumn[] }) {
  const { t } = useText();
  const { readOnly } = useEditing();
  const { metadata } = object;
  const fields = plainFields(object);
  return (
    <>
      <Section title={t('inspector:status')} hideTitle>
        <Facts>
          <Fact label="apiVersion" mono>
            {object.apiVersion}
          </Fact>
          {(metadata.ownerReferences ?? []).map((owner) => (
            <Fact key={owner.uid} label={t('inspector:owner')}>
              <ObjectLink
                to={{
                  apiVersion: owner.apiVersion,
                  kind: owner.kind,
                  name: owner.name,
                  ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
                }}
              >
                {owner.kind} {owner.name}
              </ObjectLink>
            </Fact>
          ))}
          <Age timestamp={metadata.creationTimestamp} />
        </Facts>
      </Section>
      {columns.length > 0 && (
        <Section title={t('inspector:printed')}>
          <Facts>
            {columns.map(({ name, text }) => (
              <Fact key={name} label={name} mono>
                {text === '' ? '–' : text}
              </Fact>
            ))}
          </Facts>
        </Section>
      )}
      {fields.length > 0 && (
        <Section title={t('inspector:fields')}>
          <Facts>
            {fields.map(({ name, text }) => (
              <Fact key={name} label={name} mono>
                {text}
              </Fact>
            ))}
          </Facts>
        </Section>
      )}
      <Conditions conditions={conditionsOf(object)} />
      <Section title={t('inspector:labels')} hideTitle={!readOnly}>
        {readOnly ? (
          <Labels labels={metadata.labels ?? {}} />
        ) : (
          <KeyValueEditor path={['metadata', 'labels']} title={t('inspector:labels')} />
        )}
      </Section>
    </>
  );
}
