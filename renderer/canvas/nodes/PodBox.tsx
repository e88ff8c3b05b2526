import { memo, useCallback, useRef } from 'react';
import type { PodDetailRow, PodRow } from '../../../shared/view/rows.ts';
import { podStates } from '../../../shared/view/states.ts';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { usePod, usePodDetail } from '../../store/hooks.ts';
import { podKey } from '../../store/ref-key.ts';
import { useUi } from '../../store/ui.ts';
import { useCanvas } from '../canvas-store.ts';
import type { Rect } from '../geometry/rect.ts';
import { pod as size } from '../geometry/sizes.ts';
import { ContainerLine } from './ContainerLine.tsx';
import { Countdown, useClockNumber } from './Countdown.tsx';
import { elementId } from './element-id.ts';
import { splitPodName } from './names.ts';
import { useArrival } from './use-arrival.ts';
import { usePulse } from './use-pulse.ts';
import { VolumeLine } from './VolumeLine.tsx';
import './pod.css';

interface PodBoxProps {
  uid: string;
  /** Relative to the machine or tray. */
  place: Rect;
  /** Its machine is silent or without power: it keeps its last known picture. */
  dark: boolean;
  /** Gone from the API; fading. */
  leaving: boolean;
}

/** A pod at the near zoom: mark, name, address or state word, containers, volumes. Subscribed to itself. */
export const PodBox = memo(function PodBox({ uid, place, dark, leaving }: PodBoxProps) {
  const present = usePod(uid);
  const presentDetail = usePodDetail(uid);
  const last = useRef<{ row: PodRow | undefined; detail: PodDetailRow | undefined }>({ row: undefined, detail: undefined });
  if (present) last.current = { row: present, detail: presentDetail };
  const { row, detail } = last.current;
  const element = useRef<HTMLDivElement>(null);
  useArrival(element, uid, place);
  usePulse(element, row && (podStates[row.state] ?? podStates[0]).family);
  const key = row ? podKey(row.namespace, row.name) : '';
  const isSelected = useUi((state) => state.selection.includes(key));
  const isHovered = useUi((state) => state.hovered === key);
  const isFocused = useCanvas((state) => state.focusVisible && state.focused === key);
  if (!row) return null;
  const state = podStates[row.state] ?? podStates[0];
  const { short, suffix } = splitPodName(row.name, row.owner);
  return (
    <div
      ref={element}
      id={elementId(key)}
      role="group"
      aria-label={`Pod ${row.name}, ${state.name}`}
      className="pod"
      data-kind="Pod"
      data-name={row.name}
      data-uid={uid}
      data-namespace={row.namespace}
      data-state={state.name}
      data-family={state.family}
      data-selected={isSelected || undefined}
      data-hovered={isHovered || undefined}
      data-focused={isFocused || undefined}
      data-leaving={leaving || undefined}
      style={{ transform: `translate(${place.x}px, ${place.y}px)`, height: place.height }}
    >
      <div className="pod-head">
        <PodMark family={state.family} name={state.name} />
        <span className="pod-name" title={row.name}>
          <b>{short}</b>
          {suffix !== '' && <span className="pod-suffix">{suffix}</span>}
        </span>
        <PodSecondLine row={row} name={state.name} detail={detail} />
      </div>
      {detail ? <PodContents detail={detail} dark={dark} /> : <PodPlaceholders count={row.total} />}
    </div>
  );
});

function PodMark({ family, name }: { family: (typeof podStates)[number]['family']; name: string }) {
  const turning = useCanvas((state) => state.motion === 'full' || state.motion === 'result');
  return <StateMark family={family} name={name} size={14} turning={turning && family === 'working'} />;
}

function PodSecondLine({ row, name, detail }: { row: PodRow; name: string; detail: PodDetailRow | undefined }) {
  const { t } = useText();
  if (name === 'Ready') return <span className="pod-address">{row.podIP}</span>;
  if (name === 'Pending' && detail?.pendingReason)
    return (
      <span className="pod-word" title={detail.pendingReason}>
        {shortReason(detail.pendingReason)}
      </span>
    );
  return (
    <span className="pod-word">
      {name === 'NotReady' ? t('canvas:pod.notReady') : name}
      {name === 'Terminating' && detail?.terminatesAtMs !== undefined && <Remaining untilMs={detail.terminatesAtMs} />}
    </span>
  );
}

/** The rest of the grace period; nothing once it is over (a silent machine cannot confirm). */
function Remaining({ untilMs }: { untilMs: number }) {
  const isOver = useClockNumber(useCallback((nowMs: number) => (nowMs >= untilMs ? 1 : 0), [untilMs]));
  return isOver === 1 ? null : (
    <>
      {' '}
      · <Countdown untilMs={untilMs} />
    </>
  );
}

/** `0/4 nodes are available: 3 Insufficient cpu, 1 …` in the space of a pod: the first reason. */
function shortReason(reason: string): string {
  const first = /: \d+ (?:node\(s\) )?([^,.]+)/.exec(reason)?.[1] ?? reason;
  return first.charAt(0).toUpperCase() + first.slice(1);
}

function PodContents({ detail, dark }: { detail: PodDetailRow; dark: boolean }) {
  const afterContainers = size.headerHeight + detail.containers.length * (size.containerHeight + size.containerGap);
  return (
    <>
      {detail.containers.map((container, index) => (
        <ContainerLine
          key={container.name}
          container={container}
          dark={dark}
          top={size.headerHeight + index * (size.containerHeight + size.containerGap)}
        />
      ))}
      {detail.volumes.map((volume, index) => (
        <VolumeLine key={volume.name} volume={volume} top={afterContainers - size.containerGap + index * size.volumeHeight + 2} />
      ))}
    </>
  );
}

/** Until the details come: the right number of empty rows. */
function PodPlaceholders({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <div key={index} className="pod-container" style={{ top: size.headerHeight + index * (size.containerHeight + size.containerGap) }} />
  ));
}
