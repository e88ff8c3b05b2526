import type { Thumbnail } from '../../shared/ipc/library.ts';
import { machineStates, podStates, type StateFamily } from '../../shared/view/states.ts';
import { pictureSize, thumbnailLayout } from './thumbnail-layout.ts';

/** Fill of a cell, as in the far view: solid, hollow when waiting or unknown, a half triangle when leaving. */
function Cell({ x, y, size, family }: { x: number; y: number; size: number; family: StateFamily }) {
  const colour = family === 'ready' ? 'var(--cell-ready)' : `var(--${family === 'attention' ? 'attention-mark' : family})`;
  if (family === 'leaving') return <path d={`M${x} ${y}h${size}l-${size} ${size}z`} fill={colour} />;
  if (family === 'waiting' || family === 'unknown') {
    return <rect x={x + 0.5} y={y + 0.5} width={size - 1} height={size - 1} fill="none" stroke={colour} {...(family === 'waiting' ? { strokeDasharray: '1.5 1.5' } : {})} />;
  }
  return <rect x={x} y={y} width={size} height={size} rx="1.5" fill={colour} />;
}

/** The small picture of a design: its machines and the states of their pods. Decoration; the words stand below. */
export function ThumbnailPicture({ thumbnail }: { thumbnail: Thumbnail }) {
  const { frame, machines, cell } = thumbnailLayout(thumbnail);
  return (
    <svg viewBox={`0 0 ${pictureSize.width} ${pictureSize.height}`} className="thumbnail" aria-hidden focusable="false">
      <rect x={frame.x} y={frame.y} width={frame.width} height={frame.height} rx="8" className="thumbnail-frame" />
      {machines.map((machine, index) => (
        // Machines of a picture have no names; their order is fixed.
        <g key={index}>
          <rect x={machine.x} y={machine.y} width={machine.width} height={machine.height} rx="3" className="thumbnail-machine" data-family={machineStates[machine.state]?.family ?? 'ready'} />
          {machine.controlPlane && <rect x={machine.x} y={machine.y - 0.5} width={machine.width} height="3" rx="1" className="thumbnail-helm" />}
          {machine.cells.map((pod) => <Cell key={`${pod.x} ${pod.y}`} x={pod.x} y={pod.y} size={cell} family={podStates[pod.state]?.family ?? 'unknown'} />)}
        </g>
      ))}
    </svg>
  );
}
