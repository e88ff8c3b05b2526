import { useUi } from '../../store/ui.ts';
import { DragOverlay } from './DragOverlay.tsx';
import { DropMenu } from './DropMenu.tsx';
import { FarOutside } from './FarOutside.tsx';
import { FarTooltip } from './FarTooltip.tsx';
import { Legend } from './Legend.tsx';
import { Marquee } from './Marquee.tsx';
import { Minimap } from './Minimap.tsx';
import { PendingChip } from './PendingChip.tsx';
import { QuickActions } from './QuickActions.tsx';
import { ZoomControl } from './ZoomControl.tsx';
import './overlay.css';

/** Everything above the documents, in screen coordinates. */
export function CanvasOverlays() {
  const isFar = useUi((state) => state.zoomLevel === 'far');
  return (
    <>
      <Marquee />
      <QuickActions />
      <FarTooltip />
      <FarOutside />
      <PendingChip />
      {isFar ? <Legend /> : <Minimap />}
      <ZoomControl />
      <DragOverlay />
      <DropMenu />
    </>
  );
}
