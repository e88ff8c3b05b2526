import { objectType } from '../../../shared/kubernetes/schema/catalogue.ts';
import { useText } from '../../i18n/use-text.ts';
import { wholeNumber } from './checks.ts';
import { NumberField } from './fields.tsx';
import { ItemInput, ItemSelect } from './ItemInput.tsx';
import { KeyValueEditor } from './KeyValueEditor.tsx';
import { ListEditor } from './ListEditor.tsx';
import { MoreFields } from './schema/MoreFields.tsx';
import { SchemaFields } from './schema/SchemaFields.tsx';
import type { Path } from './set-in.ts';

/** What stands elsewhere in the form. */
const formed = [
  'containers', 'initContainers', 'ephemeralContainers', 'terminationGracePeriodSeconds', 'nodeSelector', 'tolerations', 'serviceAccountName', 'serviceAccount',
  'priorityClassName', 'affinity', 'topologySpreadConstraints', 'volumes', 'priority', 'overhead',
];

/** Where and how a pod (or a template's pods) runs. `path` leads to the pod spec. */
export function PodSpecFields({ path }: { path: Path }) {
  const { t } = useText();
  return (
    <div className="form">
      <NumberField path={[...path, 'terminationGracePeriodSeconds']} label={t('inspector:pod.grace')} unit="s" check={wholeNumber(0)} />
      <KeyValueEditor path={[...path, 'nodeSelector']} title={t('inspector:pod.nodeSelector')} />
      <ListEditor
        path={[...path, 'tolerations']}
        title={t('inspector:pod.tolerations')}
        fresh={() => ({ key: 'example', operator: 'Exists', effect: 'NoSchedule' })}
        itemClass="form-item form-item-toleration"
      >
        {(item, at) => (
          <>
            <ItemInput path={[...at, 'key']} name={t('inspector:form.key')} placeholder={t('inspector:pod.anyTaint')} />
            <ItemSelect path={[...at, 'operator']} name={t('inspector:pod.operator')} choices={['Exists', 'Equal']} />
            {item['operator'] !== 'Exists' && <ItemInput path={[...at, 'value']} name={t('inspector:form.value')} />}
            <ItemSelect
              path={[...at, 'effect']}
              name={t('inspector:pod.effect')}
              choices={['NoSchedule', 'PreferNoSchedule', 'NoExecute']}
            />
            {item['effect'] === 'NoExecute' && (
              <ItemInput
                path={[...at, 'tolerationSeconds']}
                name={t('inspector:pod.tolerationSeconds')}
                check={wholeNumber(0)}
                unit="s"
                numeric
              />
            )}
          </>
        )}
      </ListEditor>
      <SchemaFields type={objectType('PodSpec')} path={path} only={['serviceAccountName', 'priorityClassName', 'affinity', 'topologySpreadConstraints', 'volumes']} />
      <MoreFields type={objectType('PodSpec')} path={path} without={formed} />
    </div>
  );
}
