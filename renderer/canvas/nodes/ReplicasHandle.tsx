import { memo, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { CardRow } from '../../../shared/view/rows.ts';
import { sendEdit } from '../../commands/edit.ts';
import { replicasAt, replicasTrackEnd, scaleWorkload } from '../../gestures/scale.ts';
import { useText } from '../../i18n/use-text.ts';

interface ReplicasHandleProps {
  cardRef: ObjectRef;
  replicas: NonNullable<CardRow['replicas']>;
}

let nextDrag = 1;
const stepOf: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5 };

/**
 * The number of replicas as a track: ready part solid, being made striped, the handle with the wanted number. Dragging it or the arrow keys
 * write
 * `spec.replicas`; one drag (one stay of the focus) is one undo step.
 */
export const ReplicasHandle = memo(function ReplicasHandle({ cardRef, replicas }: ReplicasHandleProps) {
  const { t } = useText();
  const track = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<number>();
  const session = useRef({ id: '', end: 0, sent: -1, busy: false, wanted: -1 });
  const wanted = dragged ?? replicas.desired;
  const end = dragged === undefined ? replicasTrackEnd(replicas.desired) : session.current.end;

  const write = (value: number): void => {
    const { current } = session;
    current.wanted = value;
    if (current.busy || current.sent === value) return;
    current.busy = true;
    current.sent = value;
    void sendEdit(scaleWorkload(cardRef, value, current.id), { quiet: true }).then(() => {
      current.busy = false;
      if (current.wanted !== current.sent) write(current.wanted);
    });
  };
  const begin = (): void => {
    session.current = { id: String(nextDrag), end, sent: replicas.desired, busy: false, wanted: replicas.desired };
    nextDrag += 1;
  };
  const valueAt = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    return box ? replicasAt((event.clientX - box.left) / box.width, session.current.end) : replicas.desired;
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    begin();
    setDragged(replicas.desired);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (dragged === undefined) return;
    const value = valueAt(event);
    setDragged(value);
    write(value);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'Home' ? -wanted : stepOf[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (session.current.id === '') begin();
    // Keys may come faster than the cluster's answer is shown: go on from what was asked for last.
    const from = session.current.sent === replicas.desired ? replicas.desired : session.current.wanted;
    write(Math.max(0, from + step));
  };
  return (
    <div className="replicas" data-canvas-control onPointerDown={(event) => event.stopPropagation()}>
      <span className="replicas-label">{t('canvas:card.replicas')}</span>
      <span className="replicas-count">
        <b>{replicas.ready}</b>/{wanted} {t('canvas:card.ready')}
      </span>
      <div ref={track} className="replicas-track">
        <span className="replicas-ready" style={{ width: share(replicas.ready, end) }} />
        <span
          className="replicas-making"
          style={{ left: share(replicas.ready, end), width: share(Math.max(0, wanted - replicas.ready), end) }}
        />
        <div
          className="replicas-handle"
          role="slider"
          tabIndex={0}
          aria-label={t('canvas:card.replicasOf', { name: cardRef.name })}
          aria-valuemin={0}
          aria-valuemax={end}
          aria-valuenow={wanted}
          title={t('canvas:card.handleHint')}
          style={{ left: share(wanted, end) }}
          data-dragging={dragged !== undefined || undefined}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={() => setDragged(undefined)}
          onPointerCancel={() => setDragged(undefined)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            session.current.id = '';
          }}
        >
          {wanted}
        </div>
      </div>
    </div>
  );
});

function share(value: number, end: number): string {
  return `${Math.min(100, (value / Math.max(1, end)) * 100)}%`;
}
