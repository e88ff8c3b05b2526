import type { MachineRow, ResourceGauge } from '../../../shared/view/rows.ts';
import { Gauge } from '../../design/Gauge.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Section } from '../parts/Section.tsx';
import { bytesPair, coresPair } from './resource-pair.ts';
import './capacity.css';

/** What is used and requested of what the Node can give. */
export function Capacity({ row }: { row: MachineRow }) {
  const { t } = useText();
  const isSilent = row.state === 'NotReady' || row.state === 'Off';
  return (
    <Section title={t('inspector:machine.capacity')} aside={isSilent ? undefined : <Legend />}>
      <div className="capacity">
        <CapacityRow name={t('inspector:cpu')} gauge={row.cpuMilli} pair={coresPair} isSilent={isSilent} />
        <CapacityRow name={t('inspector:memory')} gauge={row.memoryBytes} pair={bytesPair} isSilent={isSilent} />
        <CapacityRow
          name="Pods"
          gauge={{ allocatable: row.pods.allocatable, requested: row.pods.count, used: row.pods.count }}
          pair={(part, whole) => `${part}/${whole}`}
          isSilent={false}
        />
      </div>
    </Section>
  );
}

function Legend() {
  const { t } = useText();
  return (
    <>
      <span className="capacity-swatch" data-kind="use" />
      {t('inspector:used')}
      <span className="capacity-swatch" data-kind="request" />
      {t('inspector:requested')}
    </>
  );
}

interface CapacityRowProps {
  name: string;
  gauge: ResourceGauge;
  /** Writes a pair of values of this resource: `4.1/8`, `19/32 Gi`. */
  pair: (part: number, whole: number) => string;
  isSilent: boolean;
}

export function CapacityRow({ name, gauge: { allocatable, requested, used }, pair, isSilent }: CapacityRowProps) {
  const { t } = useText();
  // Before the kubelet has registered its Node nobody knows.
  const known = (part: number): string => (allocatable > 0 ? pair(part, allocatable) : '–');
  const spoken = t('inspector:usedAndRequested', { name, used: isSilent ? '–' : known(used), requested: known(requested) });
  return (
    <div className="capacity-row" title={spoken}>
      <span className="capacity-name">{name}</span>
      <Gauge used={isSilent ? 0 : used} requested={requested} allocatable={allocatable} label={spoken} />
      <span className="capacity-value mono">{known(requested)}</span>
    </div>
  );
}
