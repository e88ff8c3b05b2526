import { isJsonObject } from '../../shared/json.ts';
import { useText } from '../i18n/use-text.ts';
import { number, port, quantity, required, wholeNumber, type Check } from './form/checks.ts';
import { useField } from './form/editing.ts';
import { NumberField, TextField } from './form/fields.tsx';
import { ItemInput } from './form/ItemInput.tsx';
import { ListEditor } from './form/ListEditor.tsx';

const quantities = ['cpuPerRequest', 'memoryPerRequest'] as const;

/** A port by number or by name, or none: then the first of the Service. */
const optionalPort: Check = (text) => (/^\d+$/.test(text) ? port(text) : undefined);

/** How containers of an image answer requests: where they listen, what a request costs, what they ask in turn. */
export function ImageRequestFields() {
  const { t } = useText();
  const { fallback: listens } = useField(['listens']);
  const ports = Array.isArray(listens) ? listens.join(', ') : '';
  return (
    <div className="form-group form" role="group" aria-label={t('inspector:images.requests')}>
      <h4 className="section-title image-requests-title">{t('inspector:images.requests')}</h4>
      <p className="form-empty">{t('inspector:images.requestsHint')}</p>
      <ListEditor path={['listens']} title={t('inspector:images.listens')} empty={ports === '' ? t('inspector:images.listensDeclared') : t('inspector:images.listensKnown', { ports })} fresh={() => 8080} itemClass="form-item form-item-one">
        {(_item, at, index) => <ItemInput path={at} name={`${t('inspector:images.listens')} ${index + 1}`} check={port} numeric />}
      </ListEditor>
      {quantities.map((name) => (
        <TextField key={name} path={[name]} label={t(`inspector:images.${name}`)} check={quantity} />
      ))}
      <NumberField path={['latencyMs']} label={t('inspector:images.latencyMs')} check={number} unit="ms" />
      <NumberField path={['maxConcurrent']} label={t('inspector:images.maxConcurrent')} check={wholeNumber(1)} />
      <ListEditor path={['calls']} title={t('inspector:images.calls')} fresh={() => ({ service: 'db' })} itemClass="form-item form-item-three">
        {(item, at) => {
          const service = isJsonObject(item) ? String(item['service'] ?? '') : '';
          return (
            <>
              <ItemInput path={[...at, 'service']} name={t('inspector:images.callService')} check={required} />
              <ItemInput path={[...at, 'port']} name={t('inspector:images.callPort', { service })} placeholder={t('inspector:images.callPortShort')} check={optionalPort} numeric />
              <ItemInput path={[...at, 'perRequest']} name={t('inspector:images.callTimes', { service })} placeholder="1" check={number} unit="×" numeric />
            </>
          );
        }}
      </ListEditor>
      <TextField path={['ingressController']} label={t('inspector:images.ingressController')} title={t('inspector:images.ingressControllerHint')} />
    </div>
  );
}
