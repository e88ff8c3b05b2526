import type { MachineRow, ResourceGauge } from '../../../shared/view/rows.ts';
import { Gauge } from '../../design/Gauge.tsx';
import { formatBytes, formatCores } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { Section } from '../parts/Section.tsx';
import './capacity.css';

/** What is used and requested of what the Node can give. */
export function Capacity({ row }: { row: MachineRow }) {
  const { t } = useText();
  const isSilent = row.state === 'NotReady' || row.state === 'Off';
  return (
    <Section title={t('inspector:machine.capacity')} aside={isSilent ? undefined : <Legend />}>
      <div className="capacity">
        <CapacityRow name={t('inspector:cpu')} gauge={row.cpuMilli} format={formatCores} isSilent={isSilent} />
        <CapacityRow name={t('inspector:memory')} gauge={row.memoryBytes} format={formatBytes} isSilent={isSilent} />
        <CapacityRow name="Pods" gauge={{ allocatable: row.pods.allocatable, requested: row.pods.count, used: row.pods.count }} format={String} isSilent={false} isCount />
      </div>
    </Section>
  );
}

function Legend() {
  const { t } = useText();
  return <><span className="capacity-swatch" data-kind="use" />{t('inspector:used')}<span className="capacity-swatch" data-kind="request" />{t('inspector:requested')}</>;
}

interface CapacityRowProps {
  name: string;
  gauge: ResourceGauge;
  format: (value: number) => string;
  isSilent: boolean;
  /** Counts have no difference between use and request. */
  isCount?: boolean;
}

export function CapacityRow({ name, gauge: { allocatable, requested, used }, format, isSilent, isCount = false }: CapacityRowProps) {
  const { t } = useText();
  const text = isCount ? `${format(used)} / ${format(allocatable)}` : t('inspector:usedAndRequested', { used: isSilent ? '–' : format(used), requested: format(requested), allocatable: format(allocatable) });
  return (
    <div className="capacity-row">
      <span className="capacity-name">{name}</span>
      <Gauge used={isSilent ? 0 : used} requested={requested} allocatable={allocatable} label={`${name} ${text}`} />
      <span className="capacity-value mono">{text}</span>
    </div>
  );
}
