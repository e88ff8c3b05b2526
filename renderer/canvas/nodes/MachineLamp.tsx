import type { MachineRow } from '../../../shared/view/rows.ts';
import { useComponentTip } from '../../control-plane/use-component-tip.ts';
import { useText } from '../../i18n/use-text.ts';
import { componentKey } from '../../store/ref-key.ts';
import type { Rect } from '../geometry/rect.ts';
import { elementId } from './element-id.ts';
import { usePartState } from './use-part-state.ts';

interface MachineLampProps {
  machine: string;
  lamp: MachineRow['lamps'][number];
  /** Nobody can say: the machine is silent. */
  dark: boolean;
  /** Within the foot. */
  place: Rect;
}

/** A process of the machine itself, as a lamp that is on or hollow; selected like a component. */
export function MachineLamp({ machine, lamp, dark, place }: MachineLampProps) {
  const { t, localize } = useText();
  const key = componentKey(machine, lamp.name);
  const part = usePartState(key);
  const tip = useComponentTip(machine, lamp, part['data-hovered'] === true);
  return (
    <span id={elementId(key)} role="group" className="machine-lamp" data-kind="Component" data-name={lamp.name} data-on={lamp.on && !dark} {...part} title={tip}
      aria-label={t('canvas:say.component', { name: lamp.name, machine, state: localize(lamp.detail), why: localize(lamp.why) })}
      style={{ left: place.x, top: place.y, width: place.width, height: place.height }}>
      <span className="machine-lamp-light" />
      {lamp.name}
    </span>
  );
}
