import type { JsonObject } from '../../../shared/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { envName, objectName, port, quantity, required } from './checks.ts';
import { TextField } from './fields.tsx';
import { ItemInput, ItemSelect } from './ItemInput.tsx';
import { ListEditor } from './ListEditor.tsx';
import { ProbeFields } from './ProbeFields.tsx';
import type { Path } from './set-in.ts';

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
        className="form-item-three"
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
            {item['valueFrom'] === undefined ? (
              <ItemInput path={[...at, 'value']} name={t('inspector:container.envValue', { name: String(item['name'] ?? '') })} />
            ) : (
              <span className="form-empty mono" title={JSON.stringify(item['valueFrom'])}>
                {describeSource(item['valueFrom'] as JsonObject)}
              </span>
            )}
          </>
        )}
      </ListEditor>
      {!isInit &&
        ['readinessProbe', 'livenessProbe', 'startupProbe'].map((probe) => (
          <ProbeFields key={probe} path={[...path, probe]} title={probe} />
        ))}
    </div>
  );
}

/** `configMapKeyRef: app/url` → `app/url`. */
function describeSource(source: JsonObject): string {
  const [kind, reference] = Object.entries(source)[0] ?? [];
  const { name, key, fieldPath, resource } = (reference ?? {}) as JsonObject;
  return [kind?.replace(/Ref$/, ''), [name, key].filter(Boolean).join('/') || fieldPath || resource].filter(Boolean).join(' ');
}

function Resources({ path }: { path: Path }) {
  const { t } = useText();
  return (
    <div className="form-group" role="group" aria-label={t('inspector:container.resources')}>
      <div className="form-grid">
        <span className="form-group-title">{t('inspector:container.resources')}</span>
        <span className="form-grid-head">{t('inspector:container.requests')}</span>
        <span className="form-grid-head">{t('inspector:container.limits')}</span>
        {(['cpu', 'memory'] as const).map((resource) => [
          <span key={resource} className="form-grid-label">
            {t(`inspector:${resource}`)}
          </span>,
          ...['requests', 'limits'].map((side) => (
            <ItemInput
              key={`${resource}/${side}`}
              path={[...path, side, resource]}
              check={quantity}
              placeholder={resource === 'cpu' ? '250m' : '128Mi'}
              name={t('inspector:container.resourceOf', { resource: t(`inspector:${resource}`), side: t(`inspector:container.${side}`) })}
            />
          )),
        ])}
      </div>
    </div>
  );
}
