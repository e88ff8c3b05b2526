import { ArrowRightToLine, CalendarClock, Hourglass, Plug, Redo2, ScrollText, Tags, Undo2, Unplug, Wrench, Zap } from 'lucide-react';
import { memo } from 'react';
import { stateFamilies, type StateFamily } from '../../shared/view/states.ts';
import { KindIcon } from '../design/KindIcon.tsx';
import { StateMark } from '../design/StateMark.tsx';

/** What is no state and no kind of object: plugs, other faults, their mending and planning, recorded Events, and the scheduler's and node controller's writes. */
const special = {
  plug: Plug,
  unplug: Unplug,
  fault: Zap,
  mend: Wrench,
  plan: CalendarClock,
  event: ScrollText,
  'kind/Binding': ArrowRightToLine,
  'kind/Taint': Tags,
  wait: Hourglass,
  undo: Undo2,
  redo: Redo2,
} as const;

/** Family of an icon name `family/case`; undefined for kinds and the rest. */
export function familyOf(icon: string): StateFamily | undefined {
  const head = icon.split('/', 1)[0] as string;
  return (stateFamilies as readonly string[]).includes(head) ? (head as StateFamily) : undefined;
}

/** Icon of a timeline entry or of a step in a chain: `family/case`, `kind/Deployment`, or a name of the list above. */
export const TimelineIcon = memo(function TimelineIcon({ icon, size = 14 }: { icon: string; size?: number }) {
  const family = familyOf(icon);
  if (family !== undefined) return <StateMark family={family} name={icon.slice(family.length + 1)} size={size} />;
  const Special = special[icon as keyof typeof special] as typeof Plug | undefined;
  if (Special !== undefined) return <Special size={size} strokeWidth={1.7} aria-hidden style={{ flex: 'none' }} />;
  return <KindIcon kind={icon.startsWith('kind/') ? icon.slice(5) : icon} size={size} />;
});
