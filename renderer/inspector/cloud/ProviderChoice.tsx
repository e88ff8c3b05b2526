import { regions, zonesOf } from '../../../shared/cloud/aws/catalogue/regions.ts';
import { awsZones, type AwsSpec, type ProviderSpec } from '../../../shared/cloud/provider-spec.ts';
import { sendEdit } from '../../commands/edit.ts';
import { runCommand } from '../../commands/run.ts';
import { Button } from '../../design/Button.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useCloud } from '../../store/hooks.ts';
import { FormRow } from '../form/FormRow.tsx';
import { Section } from '../parts/Section.tsx';
import { chooseProvider, chooseRegion, isRunning, toggleZone, type ProviderPatch } from './provider-edit.ts';
import './cloud.css';

const bare: ProviderSpec = { name: 'bare' };

function write(patch: ProviderPatch, to: string): void {
  void sendEdit({ changes: [{ op: 'cluster', patch }], label: { key: 'view:provider.edit', params: { to } } });
}

/** Who owns the computers. Each choice is one change of the design; the simulation follows when it begins anew. */
export function ProviderChoice({ provider = bare }: { provider: ProviderSpec | undefined }) {
  const { t } = useText();
  const cloud = useCloud();
  return (
    <Section title={t('inspector:provider.title')}>
      <div className="form">
        <FormRow label={t('inspector:provider.name')}>
          {({ id }) => (
            <span className="field-box form-box">
              <select id={id} className="form-select" value={provider.name} onChange={({ target }) => write(chooseProvider(target.value === 'aws' ? 'aws' : 'bare'), target.value)}>
                <option value="bare">{t('inspector:provider.bare')}</option>
                <option value="aws">AWS</option>
              </select>
            </span>
          )}
        </FormRow>
        {provider.name === 'aws' && <AwsFields spec={provider} />}
      </div>
      {!isRunning(provider, cloud) && (
        <div className="provider-pending" role="status">
          <p className="form-empty">{t('inspector:provider.pending')}</p>
          <Button onClick={() => runCommand('restartSimulation')}>{t('timeline:restart')}</Button>
        </div>
      )}
    </Section>
  );
}

function AwsFields({ spec }: { spec: AwsSpec }) {
  const { t } = useText();
  const chosen = awsZones(spec);
  const toggle = (zone: string): void => {
    const patch = toggleZone(spec, zone);
    if (patch) write(patch, zone);
  };
  return (
    <>
      <FormRow label={t('inspector:provider.region')}>
        {({ id }) => (
          <span className="field-box form-box">
            <select id={id} className="form-select" value={spec.region} onChange={({ target }) => write(chooseRegion(target.value), target.value)}>
              {regions.map(({ name }) => <option key={name} value={name}>{name}</option>)}
            </select>
          </span>
        )}
      </FormRow>
      <div className="provider-zones" role="group" aria-label={t('inspector:provider.zones')}>
        {zonesOf(spec.region).map((zone) => {
          const isChosen = chosen.includes(zone);
          return (
            <label key={zone} className="provider-zone">
              <input type="checkbox" checked={isChosen} disabled={isChosen && chosen.length === 1} onChange={() => toggle(zone)} />
              {zone}
            </label>
          );
        })}
      </div>
    </>
  );
}
