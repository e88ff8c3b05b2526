import { Ban, Clock, CornerDownLeft } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { view } from '../canvas-model.ts';
import type { ActiveDrag } from '../drag/drag-store.ts';
import type { Rect } from '../geometry/rect.ts';
import { Emphasised } from './Emphasised.tsx';

const width = 380;

/** The line under the target: what releasing writes, or why it cannot be. */
export function DropHint({ drag, target }: { drag: ActiveDrag; target: Rect | undefined }) {
  const { localize } = useText();
  const { bounds } = view;
  const screen = target ? view.toScreen(target) : undefined;
  const pointer = { x: drag.pointer.x - bounds.x, y: drag.pointer.y - bounds.y };
  const isSmall = screen !== undefined && screen.height < bounds.height * 0.6;
  const left = Math.min(Math.max(8, isSmall ? screen.x : pointer.x + 14), Math.max(8, bounds.width - width - 8));
  const top = Math.min(Math.max(8, isSmall ? screen.y + screen.height + 10 : pointer.y + 34), bounds.height - 56);
  const tone = drag.verdict.kind;
  const Icon = tone === 'refused' ? Ban : tone === 'pending' ? Clock : CornerDownLeft;
  return (
    <div className="hint" data-tone={tone} data-testid="drop-hint" data-action={drag.verdict.kind === 'refused' ? undefined : drag.verdict.action.do} role="status" style={{ left, top }}>
      <Icon size={14} aria-hidden />
      <span><Emphasised text={localize(drag.verdict.hint)} /></span>
    </div>
  );
}
