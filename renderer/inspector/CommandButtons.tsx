import { commandContext } from '../commands/context.ts';
import { commandById, runCommand } from '../commands/run.ts';
import { Button } from '../design/Button.tsx';
import { useText } from '../i18n/use-text.ts';

interface CommandButtonsProps {
  ids: readonly string[];
  /** The one that is most likely wanted, drawn filled. */
  primary?: string | undefined;
}

/** Buttons of the commands that can run on the selection now. The caller renders again when what they ask about changes. */
export function CommandButtons({ ids, primary }: CommandButtonsProps) {
  const { t } = useText();
  const context = commandContext();
  return ids.map((id) => {
    const command = commandById(id);
    if (command.isVisible?.(context) === false || !command.isEnabled(context)) return null;
    const Icon = command.icon;
    return (
      <Button
        key={id}
        variant={id === primary ? 'primary' : 'default'}
        icon={Icon ? <Icon size={14} strokeWidth={1.7} aria-hidden /> : undefined}
        onClick={() => runCommand(id)}
      >
        {t(command.title, command.titleParams?.(context))}
      </Button>
    );
  });
}
