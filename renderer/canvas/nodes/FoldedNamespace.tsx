import { memo, useCallback } from 'react';
import { KindIcon } from '../../design/KindIcon.tsx';
import { StateMark } from '../../design/StateMark.tsx';
import { mirror } from '../../store/cluster.ts';
import { useCardUids } from '../../store/hooks.ts';
import { useUi } from '../../store/ui.ts';
import { scene, useScene } from '../canvas-model.ts';
import { foldedNamespace, namespaceFrame } from '../geometry/sizes.ts';

/** A folded namespace: its objects counted by kind, with a mark where one of them is in trouble. */
export const FoldedNamespace = memo(function FoldedNamespace({ namespace }: { namespace: string }) {
  useScene('layout', useCallback(() => scene.layout, []));
  useCardUids();
  const middle = useUi((state) => state.zoomLevel !== 'near');
  return (
    <div className="folded" data-level={middle ? 'middle' : 'near'} style={{ paddingTop: namespaceFrame.headerHeight }}>
      {scene.foldedKinds(namespace).map(({ kind, count, uids }) => {
        const worst = uids.map((uid) => mirror.card(uid)?.family).find((family) => family === 'bad' || family === 'attention');
        return (
          <div key={kind} className="folded-row" style={{ height: foldedNamespace.rowHeight }}>
            <KindIcon kind={kind} size={14} />
            <span className="truncate">{kind}</span>
            {worst && <StateMark family={worst} size={10} />}
            <span className="folded-count">{count}</span>
          </div>
        );
      })}
    </div>
  );
});
