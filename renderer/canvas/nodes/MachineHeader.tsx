import { Plug, Unplug } from 'lucide-react';
import { memo, useCallback } from 'react';
import type { MachineRow } from '../../../shared/view/rows.ts';
import { machineStates } from '../../../shared/view/states.ts';
import { showError } from '../../commands/show-error.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { changeTakesPods } from '../../commands/takes-pods.ts';
import { controlPlaneTaint } from '../../gestures/machine-roles.ts';
import { togglePlug } from '../../gestures/fault.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { request } from '../../ipc/client.ts';
import { useCanvas } from '../canvas-store.ts';
import { Countdown, useClockNumber } from './Countdown.tsx';
import { machineIcon, splitNumber } from './names.ts';

const ownWords = new Set(['Provisioning', 'Booting', 'Cordoned', 'Pressure', 'Off', 'Deleting']);

interface MachineHeaderProps {
  row: MachineRow;
  middle: boolean;
  /** Width of the machine in the world. */
  widthUnits: number;
}

/** Screen pixels; below this the name needs the place of the icon. */
const narrowPx = 112;

/** Icon, name, a taint, address and type (or since when it is silent), state, plug. */
export const MachineHeader = memo(function MachineHeader({ row, middle, widthUnits }: MachineHeaderProps) {
  const family = machineStates.find((state) => state.name === row.state)?.family ?? 'unknown';
  const turning = useCanvas((state) => state.motion === 'full' || state.motion === 'result');
  // Only the middle zoom depends on the size of text.
  const textScale = useCanvas((state) => (middle ? state.textScale : 1));
  const { t } = useText();
  const word = ownWords.has(row.state) ? t(`canvas:machine.state.${row.state}`) : row.state;
  if (middle) {
    const [head, tail] = splitNumber(row.name);
    return (
      <div className="machine-head" title={row.name}>
        {widthUnits / textScale >= narrowPx && <KindIcon kind={machineIcon(row.roles)} size={14} />}
        <span className="machine-split">
          <span className="machine-name">{head}</span>
          {tail !== '' && <span className="machine-name machine-number">{tail}</span>}
        </span>
        {(row.poweredOff || row.crashed) && row.state !== 'Off' && <Unplug className="machine-out" size={13} strokeWidth={1.9} aria-hidden />}
        <StateMark family={family} name={row.state} size={13} turning={turning && family === 'working'} label={word} />
      </div>
    );
  }
  const taint = row.taints.find((text) => !text.startsWith('node.kubernetes.io/'));
  return (
    <div className="machine-head">
      <KindIcon kind={machineIcon(row.roles)} size={17} />
      <div className="machine-title">
        <span className="machine-line">
          <span className="machine-name" title={row.name}>
            {row.name}
          </span>
          {taint !== undefined && <Taint row={row} taint={taint} />}
        </span>
        <SecondLine row={row} />
      </div>
      <span className="machine-pill" data-family={family}>
        <StateMark family={family} name={row.state} size={12} turning={turning && family === 'working'} />
        {word}
      </span>
      <PlugButton row={row} />
    </div>
  );
});

/** Its taint; that of the control plane is taken away with a click, so that the machine is master and worker at once. */
function Taint({ row, taint }: { row: MachineRow; taint: string }) {
  const { t } = useText();
  if (!taint.startsWith(`${controlPlaneTaint.key}:`)) return <span className="machine-taint" title={taint}>{effectOf(taint)}</span>;
  const label = t('canvas:machine.takePods', { effect: effectOf(taint), name: row.name });
  return (
    <button type="button" className="machine-taint" data-canvas-control aria-label={label} title={`${taint}\n${label}`} tabIndex={-1} onClick={() => void changeTakesPods(row, true)}>
      {effectOf(taint)}
    </button>
  );
}

function SecondLine({ row }: { row: MachineRow }) {
  const { t } = useText();
  if (row.silentSinceMs !== undefined)
    return (
      <span className="machine-detail">
        <SilentFor sinceMs={row.silentSinceMs} cutOff={row.cutOff === true} />
      </span>
    );
  if (row.cutOff) return <span className="machine-detail">{t('canvas:machine.cutOff')}</span>;
  const place = [row.address, row.type].filter(Boolean).join(' · ');
  const isComing = (row.state === 'Booting' || row.state === 'Provisioning') && row.readyAtMs !== undefined;
  return (
    <span className="machine-detail">
      {isComing ? (
        <>
          {t('canvas:machine.readyIn')} <Countdown untilMs={row.readyAtMs as number} />
        </>
      ) : (
        place
      )}
    </span>
  );
}

function SilentFor({ sinceMs, cutOff }: { sinceMs: number; cutOff: boolean }) {
  const { t } = useText();
  const seconds = useClockNumber(useCallback((nowMs: number) => Math.max(0, Math.floor((nowMs - sinceMs) / 1_000)), [sinceMs]));
  return <>{t(cutOff ? 'canvas:machine.cutOffFor' : 'canvas:machine.silentFor', { duration: formatDuration(seconds * 1_000) })}</>;
}

function PlugButton({ row }: { row: MachineRow }) {
  const { t } = useText();
  const isOut = row.poweredOff || row.crashed;
  const label = t(isOut ? 'canvas:machine.plugIn' : 'canvas:machine.pullPlug', { name: row.name });
  const Icon = isOut ? Unplug : Plug;
  return (
    <button
      type="button"
      className="machine-plug"
      data-canvas-control
      data-out={isOut || undefined}
      aria-label={label}
      title={label}
      tabIndex={-1}
      onClick={() => void pull(row)}
    >
      <Icon size={14} strokeWidth={1.7} aria-hidden />
    </button>
  );
}

/** Pulls the plug or plugs it in: a fault, no write to the API. */
export async function pull(row: MachineRow): Promise<void> {
  const answer = await request('fault.inject', { fault: togglePlug(row) });
  if (!answer.ok) showError(answer.error);
}

/** `node-role.kubernetes.io/control-plane:NoSchedule` → `NoSchedule`. */
function effectOf(taint: string): string {
  return taint.slice(taint.lastIndexOf(':') + 1);
}
