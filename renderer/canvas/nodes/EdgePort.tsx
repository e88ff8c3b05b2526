import { memo } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { startEdgeDrag } from '../drag/edge-drag.ts';

/** The port at a card's right edge, shown on hover: an edge is drawn from it. With the keyboard edges are drawn by the commands. */
export const EdgePort = memo(function EdgePort({ cardKey }: { cardKey: string }) {
  const { t } = useText();
  return (
    <div
      className="edge-port"
      data-canvas-control
      title={t('canvas:edge.port')}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        startEdgeDrag(cardKey, event.nativeEvent);
      }}
    />
  );
});
