import { Plus } from 'lucide-react';
import { createPortal } from 'react-dom';
import { faultIcon, type Fault } from '../../shared/faults.ts';
import { runCommand } from '../commands/run.ts';
import { IconButton } from '../design/IconButton.tsx';
import { useText } from '../i18n/use-text.ts';
import { xOf, type TimeView } from '../timeline/time-scale.ts';
import { TimelineIcon } from '../timeline/TimelineIcon.tsx';
import { useFailures } from './store.ts';
import { clockText } from './time-text.ts';

/** The name of the lane, and the way to plan something without the pointer. */
export function FailureName() {
  const { t } = useText();
  return (
    <div className="lanes-name lanes-name-failures">
      <span className="truncate">{t('failures:lane')}</span>
      <IconButton className="lanes-plan" label={t('commands:failures.plan')} icon={<Plus size={14} />} side="top" onClick={() => runCommand('failures.plan')} />
    </div>
  );
}

/** Where what is dragged would strike: a line through all lanes, with the exact time. */
export function FaultDrop({ view }: { view: TimeView }) {
  const drag = useFailures((state) => state.drag);
  if (drag === undefined || drag.atMs === undefined || (drag.from === 'lane' && drag.dropped)) return null;
  const { atMs } = drag;
  const endMs = drag.from === 'lane' ? drag.endMs : undefined;
  return (
    <div className="fault-drop" style={{ left: xOf(view, atMs) }}>
      <span className="mono">{endMs === undefined ? clockText(atMs) : `${clockText(atMs)} – ${clockText(endMs)}`}</span>
    </div>
  );
}

/** A fault of the list that follows the pointer. */
export function FaultGhost() {
  const { t } = useText();
  const drag = useFailures((state) => (state.drag?.from === 'list' ? state.drag : undefined));
  if (drag === undefined) return null;
  return createPortal(
    <div className="fault-ghost" style={{ left: drag.x + 12, top: drag.y + 8 }}>
      <TimelineIcon icon={faultIcon({ kind: drag.kind } as Fault)} size={14} />
      {t(`failures:kind.${drag.kind}`)}
    </div>, document.body,
  );
}
