import { IconButton } from '../design/IconButton.tsx';
import { useText } from '../i18n/use-text.ts';
import { commandById, runCommand } from '../commands/run.ts';
import { shortcutText } from '../commands/shortcut.ts';
import { useUi } from '../store/ui.ts';
import { useCommandContext } from './use-command-context.ts';

interface CommandIconButtonProps {
  id: string;
  size?: number | undefined;
  /** A switch drawn dim when off, instead of tinted when on (panel toggles). */
  plain?: boolean | undefined;
}

/** The button of a command: its icon, name, shortcut, whether it can run now and whether it is on. */
export function CommandIconButton({ id, size = 17, plain = false }: CommandIconButtonProps) {
  const { t } = useText();
  const context = useCommandContext();
  const platform = useUi((state) => state.platform);
  const command = commandById(id);
  const Icon = command.icon;
  const checked = command.isChecked?.(context);
  return (
    <IconButton
      label={t(command.title, command.titleParams?.(context))}
      icon={Icon ? <Icon size={size} strokeWidth={1.65} aria-hidden /> : null}
      shortcut={command.shortcut === undefined ? undefined : shortcutText(command.shortcut, platform)}
      pressed={checked}
      disabled={!command.isEnabled(context)}
      className={plain ? 'icon-button-plain' : undefined}
      onClick={() => runCommand(id)}
    />
  );
}
