import { useEffect, useState } from 'react';
import { machineStates, podStates } from '../../../shared/view/states.ts';
import { KindIcon } from '../../design/KindIcon.tsx';
import { Pill } from '../../design/Pill.tsx';
import { formatDuration } from '../../i18n/format.ts';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useMachine, usePodStates } from '../../store/hooks.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import { useUi } from '../../store/ui.ts';
import { scene, view } from '../canvas-model.ts';
import { useDrag } from '../drag/drag-store.ts';
import { machineIcon } from '../nodes/names.ts';
import { podUidOf } from '../scene/object-rect.ts';

const delayMs = 400;

/** In the far view a tile has no words: after a moment over one they come in a tooltip. */
export function FarTooltip() {
  const isFar = useUi((state) => state.zoomLevel === 'far');
  const hovered = useUi((state) => state.hovered);
  const isDragging = useDrag((state) => state.drag !== undefined || state.marquee !== undefined);
  const [isDue, setDue] = useState(false);
  const key = isFar && !isDragging ? hovered : undefined;
  useEffect(() => {
    if (key === undefined) {
      setDue(false);
      return undefined;
    }
    const timer = setTimeout(() => setDue(true), delayMs);
    return () => clearTimeout(timer);
  }, [key]);
  const ref = key === undefined ? undefined : parseRefKey(key);
  if (!isDue || !ref || key === undefined) return null;
  if (ref.kind === 'Machine') return <MachineTip name={ref.name} />;
  const row = mirror.pods.row(podUidOf(key) ?? '');
  if (!row) return null;
  const state = podStates[row.state] ?? podStates[0];
  return <Tip name={row.name} icon="Pod" family={state.family} state={state.name} machine={row.node} lines={[row.node]} />;
}

function MachineTip({ name }: { name: string }) {
  const { t } = useText();
  const row = useMachine(name);
  const states = usePodStates(name);
  if (!row) return null;
  const family = machineStates.find((state) => state.name === row.state)?.family ?? 'unknown';
  const troubled = [...states].filter((code) => ['bad', 'unknown', 'attention'].includes(podStates[code]?.family ?? '')).length;
  const silent =
    row.silentSinceMs === undefined
      ? undefined
      : t('canvas:machine.silentFor', { duration: formatDuration(mirror.clock.nowMs - row.silentSinceMs) });
  const inTrouble = troubled > 0 ? ` · ${t('canvas:far.troubled', { count: troubled })}` : '';
  const pods = t('canvas:far.pods', { count: states.length }) + inTrouble;
  return (
    <Tip
      name={name}
      icon={machineIcon(row.roles)}
      family={family}
      state={row.state}
      machine={name}
      lines={silent === undefined ? [pods] : [silent, pods]}
    />
  );
}

function Tip({
  name,
  icon,
  family,
  state,
  machine,
  lines,
}: {
  name: string;
  icon: string;
  family: (typeof podStates)[number]['family'] | (typeof machineStates)[number]['family'];
  state: string;
  machine: string;
  lines: string[];
}) {
  const rect = scene.rectOf(machine);
  if (!rect) return null;
  const screen = view.toScreen(rect);
  const isRight = screen.x + screen.width + 230 < view.bounds.width;
  const left = isRight ? screen.x + screen.width + 8 : Math.max(8, screen.x - 230);
  return (
    <div className="far-tooltip" role="tooltip" style={{ left, top: Math.min(Math.max(8, screen.y), view.bounds.height - 90) }}>
      <span className="far-tooltip-head">
        <KindIcon kind={icon} size={15} />
        <b className="truncate">{name}</b>
        <Pill family={family} text={state} />
      </span>
      {lines.map((line) => (
        <span key={line} className="far-tooltip-line">
          {line}
        </span>
      ))}
    </div>
  );
}
