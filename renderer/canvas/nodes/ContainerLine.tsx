import { memo } from 'react';
import type { ContainerRow } from '../../../shared/view/rows.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { Countdown, Percentage } from './Countdown.tsx';
import { containerLabel } from './names.ts';

interface ContainerLineProps {
  container: ContainerRow;
  top: number;
  /** The pod's containers are not running for a reason of the machine: lamps show nothing. */
  dark: boolean;
}

/** A container inside a pod: lamp (or mark when something is wrong), image, and its port, pull progress or time until the next try. */
export const ContainerLine = memo(function ContainerLine({ container, top, dark }: ContainerLineProps) {
  const { t } = useText();
  const { family, reason } = container;
  const isQuiet = dark || family === 'ready' || family === 'working' || family === 'waiting';
  return (
    <div className="pod-container" data-kind="Container" data-name={container.name} data-family={dark ? 'unknown' : family} style={{ top }}
      title={`${container.name} · ${container.image}${reason ? ` · ${reason}` : ''}`}>
      {isQuiet ? <span className="lamp" data-lit={!dark && family === 'ready'} /> : <StateMark family={family} name={reason} size={9} />}
      <span className="pod-container-name">{containerLabel(container)}</span>
      <span className="pod-container-extra">
        {!dark && container.pull ? <Percentage startMs={container.pull.startedAtMs} endMs={container.pull.endsAtMs} />
          : !dark && container.retryAtMs !== undefined ? <Countdown untilMs={container.retryAtMs} />
            : container.init === true ? t('canvas:container.init') : container.port}
      </span>
    </div>
  );
});
