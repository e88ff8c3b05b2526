import { MoreHorizontal } from 'lucide-react';
import { useEffect, useState } from 'react';
import { commandContext } from '../../commands/context.ts';
import { commandById, runCommand } from '../../commands/run.ts';
import { IconButton } from '../../design/IconButton.tsx';
import { useText } from '../../i18n/use-text.ts';
import { ui, useUi } from '../../store/ui.ts';
import { view } from '../canvas-model.ts';
import { useDrag } from '../drag/drag-store.ts';
import { elementId } from '../nodes/element-id.ts';
import { rectOfKey } from '../scene/object-rect.ts';
import { useViewport } from './use-viewport.ts';

const delayMs = 400;
/** Commands that stand above a hovered object, as far as they concern it. */
const actions = ['scale', 'cordon', 'uncordon', 'powerOff', 'powerOn', 'evict', 'duplicate', 'delete'];

/** After 400 ms over an object: what is done with it most, and the way to all the rest. */
export function QuickActions() {
  const hovered = useUi((state) => (state.zoomLevel === 'near' && state.tool === 'select' ? state.hovered : undefined));
  const isBusy = useDrag((state) => state.drag !== undefined || state.marquee !== undefined || state.menu !== undefined);
  const [shown, setShown] = useState<string>();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (isBusy) {
      setShown(undefined);
      return undefined;
    }
    // On the way from the object to its actions the pointer may cross others.
    const timer = setTimeout(() => {
      if (!held) setShown(hovered);
    }, delayMs);
    return () => clearTimeout(timer);
  }, [hovered, isBusy, held]);
  if (shown === undefined || isBusy) return null;
  return (
    <Actions
      key={shown}
      target={shown}
      onHold={setHeld}
      onDone={() => {
        setHeld(false);
        setShown(undefined);
      }}
    />
  );
}

function Actions({ target, onHold, onDone }: { target: string; onHold: (held: boolean) => void; onDone: () => void }) {
  const { t } = useText();
  useViewport();
  const rect = rectOfKey(target);
  if (!rect) return null;
  const screen = view.toScreen(rect);
  const context = commandContext([target]);
  const commands = actions.map(commandById).filter((command) => (command.isVisible?.(context) ?? true) && command.isEnabled(context));
  const run = (id: string): void => {
    ui.select([target]);
    onDone();
    runCommand(id);
  };
  const more = (): void => {
    ui.select([target]);
    onDone();
    const element = document.getElementById(elementId(target));
    element?.dispatchEvent(
      new MouseEvent('contextmenu', {
        bubbles: true,
        cancelable: true,
        clientX: screen.x + view.bounds.x + screen.width,
        clientY: screen.y + view.bounds.y,
      }),
    );
  };
  const width = 26 * (commands.length + 1) + 10;
  const left = Math.min(Math.max(6, screen.x + screen.width / 2 - width / 2), view.bounds.width - width - 6);
  return (
    <div
      className="quick-actions"
      data-canvas-control
      role="toolbar"
      aria-label={t('canvas:quickActions')}
      onPointerEnter={() => onHold(true)}
      onPointerLeave={() => onHold(false)}
      style={{ left, top: Math.max(4, screen.y - 37) }}
    >
      {commands.map((command) => {
        const Icon = command.icon;
        return (
          Icon && (
            <IconButton
              key={command.id}
              side="top"
              tabIndex={-1}
              label={t(command.title, command.titleParams?.(context))}
              icon={<Icon size={14} aria-hidden />}
              onClick={() => run(command.id)}
            />
          )
        );
      })}
      <IconButton side="top" tabIndex={-1} label={t('canvas:more')} icon={<MoreHorizontal size={14} aria-hidden />} onClick={more} />
    </div>
  );
}
