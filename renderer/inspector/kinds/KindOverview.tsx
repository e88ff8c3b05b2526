import { objectType } from '../../../shared/kubernetes/schema/catalogue.ts';
import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { useText } from '../../i18n/use-text.ts';
import { useEditing } from '../form/editing.ts';
import { KeyValueEditor } from '../form/KeyValueEditor.tsx';
import { PodSpecFields } from '../form/PodSpecFields.tsx';
import { MoreFields } from '../form/schema/MoreFields.tsx';
import { SchemaFields } from '../form/schema/SchemaFields.tsx';
import { getIn } from '../form/set-in.ts';
import { Containers } from '../overview/Containers.tsx';
import { Age } from '../overview/PodOverview.tsx';
import { Conditions } from '../parts/Conditions.tsx';
import { conditionsOf } from '../parts/condition-family.ts';
import { Fact, Facts } from '../parts/Facts.tsx';
import { Labels } from '../parts/Labels.tsx';
import { Section } from '../parts/Section.tsx';
import type { FormPart, KindView, Loose } from './kind-view.ts';
import './kinds.css';

/** An object by what its kind says about itself: facts, picture, conditions, form, labels. */
export function KindOverview({ object, view }: { object: KubernetesObject; view: KindView }) {
  const { t } = useText();
  const { readOnly } = useEditing();
  const { Panel } = view;
  const template = view.template;
  const loose = object as Loose;
  return (
    <>
      <Section title={t('inspector:status')} hideTitle>
        <Facts>
          {(view.facts?.(loose) ?? []).map(({ label, value, isText }) => (
            <Fact key={label} label={label} mono={isText !== true}>
              {value}
            </Fact>
          ))}
          <Age timestamp={object.metadata.creationTimestamp} />
        </Facts>
      </Section>
      {Panel && <Panel object={loose} />}
      <Conditions conditions={conditionsOf(object)} />
      {!readOnly && <KindForm parts={view.form ?? []} />}
      {template && isJsonObject(getIn(object as unknown as JsonObject, template)) && (
        <>
          <Containers basePath={template} />
          {!readOnly && (
            <Section title={t('inspector:workload.template')}>
              <PodSpecFields path={template} />
            </Section>
          )}
        </>
      )}
      <Section title={t('inspector:labels')} hideTitle={!readOnly}>
        {readOnly ? <Labels labels={object.metadata.labels ?? {}} /> : <KeyValueEditor path={['metadata', 'labels']} title={t('inspector:labels')} />}
      </Section>
    </>
  );
}

/** The form of a kind's own fields, by the API's schema. */
export function KindForm({ parts }: { parts: readonly FormPart[] }) {
  const { t } = useText();
  if (parts.length === 0) return null;
  return (
    <Section title={t('inspector:kind.settings')}>
      {parts.map(({ path, type: name, primary, without = [] }) => {
        const type = objectType(name);
        return (
          <div key={name} className="form">
            <SchemaFields type={type} path={path} only={primary} />
            <MoreFields type={type} path={path} without={[...primary, ...without]} />
          </div>
        );
      })}
    </Section>
  );
}
