import { memo } from 'react';
import type { MachineRow, ResourceGauge } from '../../../shared/view/rows.ts';
import { Gauge } from '../../design/Gauge.tsx';
import { formatCores } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { showProxyRules } from './ProxyPort.tsx';

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
        {row.lamps.map((lamp) => {
          const light = <><span className="machine-lamp-light" />{lamp.name}</>;
          if (lamp.name !== 'kube-proxy') return <span key={lamp.name} className="machine-lamp" data-on={lamp.on && !dark}>{light}</span>;
          return (
            <button key={lamp.name} type="button" className="machine-lamp" tabIndex={-1} data-canvas-control data-on={lamp.on && !dark} title={t('canvas:machine.proxyRules', { name: row.name })}
              onPointerDown={(event) => event.stopPropagation()} onClick={() => showProxyRules(row.name)}>
              {light}
            </button>
          );
        })}
      </div>
    </div>
  );
});

function text(gauge: ResourceGauge, dark: boolean, format: (value: number) => string): string {
  return dark || gauge.allocatable === 0 ? '–' : `${format(gauge.used)}/${format(gauge.allocatable)}`;
}
