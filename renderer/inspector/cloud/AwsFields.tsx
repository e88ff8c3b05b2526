import { regions, zonesOf } from '../../../shared/cloud/aws/catalogue/regions.ts';
import { awsZones, defaultQuotas, type AwsSpec, type NatGateways } from '../../../shared/cloud/provider-spec.ts';
import type { CloudView } from '../../../shared/view/cloud.ts';
import { formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { number, wholeNumber } from '../form/checks.ts';
import { DraftInput } from '../form/DraftInput.tsx';
import { FormRow } from '../form/FormRow.tsx';
import { chooseNatGateway, choosePodNetwork, chooseQuota, chooseRegion, toggleZone } from './provider-edit.ts';
import { quotaNames, type AccountField } from './provider-pending.ts';
import { writeProvider } from './write-provider.ts';

const natGateways: readonly NatGateways[] = ['Single', 'HighlyAvailable', 'Disable'];
const podNetworks = ['vpc-cni', 'routes'] as const;

interface AwsFieldsProps {
  spec: AwsSpec;
  cloud: CloudView | undefined;
  /** What the account that runs was made with, where that is something else. */
  pending: ReadonlyMap<AccountField, string>;
}

/** What an account is made with. It keeps that until the simulation begins anew, and each field says so. */
export function AwsFields({ spec, cloud, pending }: AwsFieldsProps) {
  const { t } = useText();
  const hint = (field: AccountField, otherwise?: string): string | undefined => {
    const now = pending.get(field);
    return now === undefined ? otherwise : t('cloud:pendingField', { now });
  };
  const nat = spec.natGateway ?? 'Single';
  const network = spec.podNetwork ?? 'vpc-cni';
  return (
    <>
      <Choice label={t('inspector:provider.region')} hint={hint('region')} value={spec.region} options={regions.map(({ name }) => ({ value: name, text: name }))} onChange={(region) => writeProvider(chooseRegion(region), region)} />
      <Zones spec={spec} hint={hint('zones')} />
      <Choice
        label={t('cloud:field.natGateway')} hint={hint('natGateway', t(`cloud:nat.${nat}.meaning`))} value={nat} options={natGateways.map((value) => ({ value, text: t(`cloud:nat.${value}`) }))}
        onChange={(value) => writeProvider(chooseNatGateway(value), value)}
      />
      <Choice
        label={t('cloud:field.podNetwork')} hint={hint('podNetwork', t(`cloud:podNetwork.${network}`))} value={network} options={podNetworks.map((value) => ({ value, text: value }))}
        onChange={(value) => writeProvider(choosePodNetwork(value), value)}
      />
      <details className="provider-quotas" open={quotaNames.some((name) => spec.quotas?.[name] !== undefined)}>
        <summary>{t('cloud:quotas')}</summary>
        {quotaNames.map((name) => <Quota key={name} name={name} spec={spec} used={cloud?.quotas.find((quota) => quota.name === name)?.used} hint={hint(name)} />)}
      </details>
    </>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  hint: string | undefined;
  value: T;
  options: readonly { value: T; text: string }[];
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, hint, value, options, onChange }: ChoiceProps<T>) {
  return (
    <FormRow label={label} hint={hint}>
      {({ id, describedBy }) => (
        <span className="field-box form-box">
          <select id={id} className="form-select" aria-describedby={describedBy} value={value} onChange={({ target }) => onChange(target.value as T)}>
            {options.map((option) => <option key={option.value} value={option.value}>{option.text}</option>)}
          </select>
        </span>
      )}
    </FormRow>
  );
}

function Zones({ spec, hint }: { spec: AwsSpec; hint: string | undefined }) {
  const { t } = useText();
  const chosen = awsZones(spec);
  const toggle = (zone: string): void => {
    const patch = toggleZone(spec, zone);
    if (patch) writeProvider(patch, zone);
  };
  return (
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
      {hint !== undefined && <span className="field-note provider-note">{hint}</span>}
    </div>
  );
}

function Quota({ name, spec, used, hint }: { name: (typeof quotaNames)[number]; spec: AwsSpec; used: number | undefined; hint: string | undefined }) {
  const { t } = useText();
  const written = spec.quotas?.[name];
  return (
    <FormRow label={t(`cloud:quota.${name}`)} hint={hint ?? (used === undefined ? undefined : t('cloud:quotaUsed', { used: formatCount(Math.round(used * 100) / 100) }))}>
      {({ id, describedBy }) => (
        <DraftInput
          id={id} describedBy={describedBy} value={written === undefined ? '' : String(written)} placeholder={String(defaultQuotas[name])} check={(text) => (text === '' ? undefined : (name === 'gp3StorageTiB' ? number : wholeNumber(0))(text))}
          onCommit={(text) => writeProvider(chooseQuota(spec, name, text === '' ? undefined : Number(text)), t(`cloud:quota.${name}`))}
        />
      )}
    </FormRow>
  );
}
