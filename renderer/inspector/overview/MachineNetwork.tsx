import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import { Switch } from '../../design/Switch.tsx';
import { useText } from '../../i18n/use-text.ts';
import { CommandButtons } from '../CommandButtons.tsx';
import { useEditing } from '../form/editing.ts';
import { getIn } from '../form/set-in.ts';
import { Section } from '../parts/Section.tsx';

const egressPath = ['spec', 'egress'] as const;

/** Whether its pods reach the Internet through it, and what its kube-proxy has written. */
export function MachineNetwork({ machine }: { machine: Machine }) {
  const { t } = useText();
  const { value, readOnly, set } = useEditing();
  const hasEgress = (getIn(value, egressPath) ?? machine.spec.egress) !== false;
  return (
    <Section title={t('inspector:machine.network')}>
      <div className="machine-switch">
        <span>{t('inspector:machine.egress')}</span>
        {!readOnly && <Switch label={t('inspector:machine.egress')} checked={hasEgress} onChange={(on) => set(egressPath, on ? undefined : false)} />}
      </div>
      <p className="form-empty">{t(hasEgress ? 'inspector:machine.egressOn' : 'inspector:machine.egressOff')}</p>
      <div className="machine-commands">
        <CommandButtons ids={['network.showProxyRules']} />
      </div>
    </Section>
  );
}
