import type { ProviderSpec } from '../../../shared/cloud/provider-spec.ts';
import { runCommand } from '../../commands/run.ts';
import { Button } from '../../design/Button.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useCloud } from '../../store/hooks.ts';
import { FormRow } from '../form/FormRow.tsx';
import { Section } from '../parts/Section.tsx';
import { AwsFields } from './AwsFields.tsx';
import { chooseProvider } from './provider-edit.ts';
import { isRunning, pendingFields } from './provider-pending.ts';
import { writeProvider } from './write-provider.ts';
import './cloud.css';

const bare: ProviderSpec = { name: 'bare' };

/** Who owns the computers. Each choice is one change of the design; the simulation follows when it begins anew. */
export function ProviderChoice({ provider = bare }: { provider: ProviderSpec | undefined }) {
  const { t } = useText();
  const cloud = useCloud();
  const pending = pendingFields(provider, cloud);
  return (
    <Section title={t('inspector:provider.title')}>
      <div className="form">
        <FormRow label={t('inspector:provider.name')}>
          {({ id }) => (
            <span className="field-box form-box">
              <select id={id} className="form-select" value={provider.name} onChange={({ target }) => writeProvider(chooseProvider(target.value === 'aws' ? 'aws' : 'bare'), target.value)}>
                <option value="bare">{t('inspector:provider.bare')}</option>
                <option value="aws">AWS</option>
              </select>
            </span>
          )}
        </FormRow>
        {provider.name === 'aws' && <AwsFields spec={provider} cloud={cloud} pending={pending} />}
      </div>
      {!isRunning(provider, cloud) && (
        <div className="provider-pending" role="status">
          <p className="form-empty">{pending.size === 0 ? t('inspector:provider.pending') : t('cloud:pending', { fields: [...pending.keys()].map((field) => t(`cloud:field.${field}`)).join(', ') })}</p>
          <Button onClick={() => runCommand('restartSimulation')}>{t('timeline:restart')}</Button>
        </div>
      )}
    </Section>
  );
}
