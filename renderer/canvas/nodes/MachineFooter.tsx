import { memo } from 'react';
import type { MachineRow, ResourceGauge } from '../../../shared/view/rows.ts';
import { Gauge } from '../../design/Gauge.tsx';
import { formatCores } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { lampRects } from '../geometry/lamps.ts';
import { machine as machineSize } from '../geometry/sizes.ts';
import { MachineLamp } from './MachineLamp.tsx';

const gib = 2 ** 30;

/** CPU and memory (use solid, requests paler), and the lamps of the machine's own processes. */
export const MachineFooter = memo(function MachineFooter({ row, dark, middle }: { row: MachineRow; dark: boolean; middle: boolean }) {
  const { t } = useText();
  const cpu = text(row.cpuMilli, dark, (value) => formatCores(value));
  const memory = text(row.memoryBytes, dark, (value) => String(Math.round((value / gib) * 10) / 10));
  const cpuGauge = <Gauge {...row.cpuMilli} unknown={dark} label={t('canvas:machine.cpuGauge', { value: cpu })} />;
  const memoryGauge = <Gauge {...row.memoryBytes} unknown={dark} label={t('canvas:machine.memoryGauge', { value: memory })} />;
  if (middle)
    return (
      <div className="machine-foot">
        {cpuGauge}
        {memoryGauge}
      </div>
    );
  return (
    <div className="machine-foot">
      <div className="machine-gauges">
        <span className="machine-gauge">
          <span>CPU</span>
          {cpuGauge}
          <span className="machine-value">{cpu}</span>
        </span>
        <span className="machine-gauge">
          <span>{t('canvas:machine.memory')}</span>
          {memoryGauge}
          <span className="machine-value">{memory}</span>
        </span>
      </div>
      <div className="machine-lamps">
        {lampRects({ height: machineSize.footerHeight }).map(({ name, rect }) => {
          const lamp = row.lamps.find((one) => one.name === name);
          return lamp && <MachineLamp key={name} machine={row.name} lamp={lamp} dark={dark} place={rect} />;
        })}
      </div>
    </div>
  );
});

function text(gauge: ResourceGauge, dark: boolean, format: (value: number) => string): string {
  return dark || gauge.allocatable === 0 ? '–' : `${format(gauge.used)}/${format(gauge.allocatable)}`;
}
