import { isJsonObject } from '../../../shared/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { objectType } from '../../../shared/kubernetes/schema/catalogue.ts';
import { envName, objectName, port, required } from './checks.ts';
import { TextField } from './fields.tsx';
import { ItemInput, ItemSelect } from './ItemInput.tsx';
import { ListEditor } from './ListEditor.tsx';
import { ProbeFields } from './ProbeFields.tsx';
import { Resources } from './Resources.tsx';
import { SchemaFields } from './schema/SchemaFields.tsx';
import { MoreFields } from './schema/MoreFields.tsx';
import { SchemaGroup } from './schema/SchemaGroup.tsx';
import type { Path } from './set-in.ts';

const sourcesShown = ['configMapKeyRef', 'secretKeyRef', 'fieldRef', 'resourceFieldRef'];
/** What the form has its own widgets for. */
const formed = ['name', 'image', 'resources', 'ports', 'env', 'readinessProbe', 'livenessProbe', 'startupProbe'];

/** The form of one container of a pod or template. */
export function ContainerFields({ path, isInit }: { path: Path; isInit: boolean }) {
  const { t } = useText();
  return (
    <div className="form">
      <TextField path={[...path, 'name']} label={t('inspector:container.name')} check={objectName} />
      <TextField path={[...path, 'image']} label={t('inspector:container.image')} check={required} />
      <Resources path={[...path, 'resources']} />
      <ListEditor
        path={[...path, 'ports']}
        title={t('inspector:container.ports')}
        fresh={() => ({ containerPort: 80 })}
        itemClass="form-item form-item-three"
      >
        {(_item, at) => (
          <>
            <ItemInput path={[...at, 'containerPort']} name={t('inspector:container.port')} check={port} numeric />
            <ItemInput path={[...at, 'name']} name={t('inspector:container.portName')} placeholder={t('inspector:container.portName')} />
            <ItemSelect path={[...at, 'protocol']} name={t('inspector:container.protocol')} choices={['TCP', 'UDP', 'SCTP']} />
          </>
        )}
      </ListEditor>
      <ListEditor path={[...path, 'env']} title={t('inspector:container.env')} fresh={() => ({ name: 'NAME', value: '' })}>
        {(item, at) => (
          <>
            <ItemInput path={[...at, 'name']} name={t('inspector:container.envName')} check={envName} />
            {!isJsonObject(item['valueFrom']) ? (
              <ItemInput path={[...at, 'value']} name={t('inspector:container.envValue', { name: String(item['name'] ?? '') })} />
            ) : (
              <SchemaGroup path={[...at, 'valueFrom']} title="valueFrom">
                <SchemaFields type={objectType('EnvVarSource')} path={[...at, 'valueFrom']} only={[...sourcesShown, ...Object.keys(item['valueFrom']).filter((name) => !sourcesShown.includes(name))]} />
              </SchemaGroup>
            )}
          </>
        )}
      </ListEditor>
      {!isInit &&
        ['readinessProbe', 'livenessProbe', 'startupProbe'].map((probe) => (
          <ProbeFields key={probe} path={[...path, probe]} title={probe} />
        ))}
      <MoreFields type={objectType('Container')} path={path} without={isInit ? formed : [...formed, 'restartPolicy']} />
    </div>
  );
}
