import { memo, useCallback, useLayoutEffect, useRef } from 'react';
import { KindIcon } from '../../design/KindIcon.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { useText } from '../../i18n/use-text.ts';
import { mirror } from '../../store/cluster.ts';
import { useCard } from '../../store/hooks.ts';
import { useUi } from '../../store/ui.ts';
import { scene, useScene, view } from '../canvas-model.ts';
import { isQuiet } from '../nodes/CardFact.tsx';
import { outsideKinds } from '../scene/outside-cards.ts';

/** Between two lines, in screen pixels: they keep their size however far away the cluster is. */
const pitchPx = 20;
const gapPx = 10;

/** What stands outside the cluster, in the far view, where cards are not drawn: a line each, left of the frame, with what it says now. */
export const FarOutside = memo(function FarOutside() {
  const isFar = useUi((state) => state.zoomLevel === 'far');
  const layout = useScene('layout', useCallback(() => scene.layout, []));
  const root = useRef<HTMLDivElement>(null);
  const uids = isFar ? scene.cards.flatMap(({ uid }) => (outsideKinds.has(mirror.card(uid)?.ref.kind ?? '') ? [uid] : [])) : [];
  useLayoutEffect(() => {
    const place = (): void => {
      const frame = view.toScreen(scene.layout.cluster);
      if (root.current) root.current.style.transform = `translate(${frame.x - gapPx}px, ${frame.y + Math.max(0, frame.height / 2 - (uids.length * pitchPx) / 2)}px) translateX(-100%)`;
    };
    place();
    return view.subscribe(place);
  }, [layout, uids.length]);
  if (uids.length === 0) return null;
  return <div ref={root} className="far-outside">{uids.map((uid) => <FarLine key={uid} uid={uid} />)}</div>;
});

function FarLine({ uid }: { uid: string }) {
  const { localize } = useText();
  const row = useCard(uid);
  if (!row) return null;
  const quiet = isQuiet(row);
  return (
    <div className="far-line" data-kind={row.ref.kind} data-name={row.ref.name} data-family={quiet ? undefined : row.family}>
      <KindIcon kind={row.ref.kind} size={13} />
      <b>{row.ref.name}</b>
      {!quiet && <StateMark family={row.family} size={10} />}
      <span>{localize(row.fact)}</span>
    </div>
  );
}
