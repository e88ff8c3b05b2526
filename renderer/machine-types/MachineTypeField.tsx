import { ChevronDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useMemo, useState } from 'react';
import { awsZones, type AwsSpec } from '../../shared/cloud/provider-spec.ts';
import { machineTypes } from '../../shared/topology/machine-types.ts';
import { formatMoney } from '../i18n/format.ts';
import { useText } from '../i18n/use-text.ts';
import { useEditing, useField } from '../inspector/form/editing.ts';
import { TextField } from '../inspector/form/fields.tsx';
import { FormRow } from '../inspector/form/FormRow.tsx';
import type { Path } from '../inspector/form/set-in.ts';
import { useCluster } from '../store/hooks.ts';
import { TypeChooser } from './TypeChooser.tsx';
import { priceDigits, typeRows } from './type-rows.ts';

interface MachineTypeFieldProps {
  path: Path;
  label: string;
  /** Zones in one of which the machine is to stand; none: any will do. */
  zones: readonly string[];
}

/** The type of a machine: chosen from the catalogue where the provider has prices, else a line with the types that there are. */
export function MachineTypeField({ path, label, zones }: MachineTypeFieldProps) {
  const { t } = useText();
  const provider = useCluster()?.provider;
  if (provider?.name === 'aws') return <AwsType path={path} label={label} zones={zones} spec={provider} />;
  return (
    <>
      <datalist id="machine-types">
        {machineTypes.map(({ name, cpu, memory }) => <option key={name} value={name}>{`${cpu} vCPU, ${memory}`}</option>)}
      </datalist>
      <TextField path={path} label={label} hint={t('inspector:machine.typeHint')} list="machine-types" />
    </>
  );
}

function AwsType({ path, label, zones, spec }: MachineTypeFieldProps & { spec: AwsSpec }) {
  const { t, localize, language } = useText();
  const { value, fallback, error, readOnly } = useField(path);
  const { set } = useEditing();
  const [isOpen, setIsOpen] = useState(false);
  const rows = useMemo(() => typeRows(spec, zones), [spec, zones.join()]);
  const name = String(value ?? fallback ?? '');
  const row = rows.find((one) => one.name === name);
  const price = row && formatMoney(row.perHour, 'USD', language, priceDigits(row.perHour));
  return (
    <FormRow label={label} error={error ?? (row?.refusal && localize(row.refusal))} hint={row && t('cloud:type.hint', { vcpu: row.vcpu, memory: row.memoryGi, pods: row.maxPods, price: price ?? '', month: formatMoney(row.perMonth, 'USD', language) })}>
      {({ id, describedBy }) => (
        <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
          <Popover.Trigger asChild>
            <button type="button" id={id} className="field-box form-box types-button" aria-describedby={describedBy} disabled={readOnly}>
              <span className="types-button-name truncate">{name}</span>
              <span className="types-button-facts truncate">{row ? '' : t('cloud:type.unknown')}</span>
              <ChevronDown size={14} aria-hidden />
            </button>
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content className="types-popover" align="end" sideOffset={4} collisionPadding={12} aria-label={t('cloud:type.list')}>
              <TypeChooser
                rows={rows} value={name} autoFocus
                onChoose={(chosen) => {
                  setIsOpen(false);
                  if (chosen !== name) set(path, chosen);
                }}
              />
              <p className="types-source">{t('cloud:type.source', { region: spec.region, zones: (zones.length === 0 ? awsZones(spec) : zones).join(', ') })}</p>
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      )}
    </FormRow>
  );
}
