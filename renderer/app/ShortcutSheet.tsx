import { commands } from '../commands/index.ts';
import type { CommandGroup } from '../commands/command.ts';
import { shortcutText } from '../commands/shortcut.ts';
import { Dialog } from '../design/Dialog.tsx';
import { Kbd } from '../design/Kbd.tsx';
import { useText } from '../i18n/use-text.ts';
import { useUi } from '../store/ui.ts';
import { useCommandContext } from './use-command-context.ts';
import './shortcut-sheet.css';

const groups: readonly CommandGroup[] = ['file', 'edit', 'object', 'view', 'clock', 'fault', 'app'];
/** Keys of the canvas itself, which are no commands. Catalogue keys `shell:canvasKeys.<id>`. */
const canvasKeys: readonly { id: string; keys: string }[] = [
  { id: 'siblings', keys: '← ↑ ↓ →' }, { id: 'enter', keys: 'Enter' }, { id: 'leave', keys: 'Esc' }, { id: 'move', keys: 'M' }, { id: 'free', keys: 'Ctrl' }, { id: 'nodeName', keys: 'Alt' },
];
/** Keys of a focused bar in the lane of failures. Catalogue keys `shell:failureKeys.<id>`. */
const failureKeys: readonly { id: string; keys: string }[] = [{ id: 'go', keys: '← ↑ ↓ →' }, { id: 'edit', keys: 'Enter' }, { id: 'remove', keys: 'Del' }];

/** Every shortcut, by topic; made from the command registry. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const context = useCommandContext();
  const platform = useUi((state) => state.platform);
  return (
    <Dialog open onClose={onClose} title={t('commands:shortcuts')} width={1040} textOnly>
      <div className="shortcut-sheet">
        {groups.map((group) => {
          const own = commands.filter((command) => command.group === group && command.shortcut !== undefined);
          return own.length > 0 && (
            <section key={group}>
              <h3>{t(`shell:group.${group}`)}</h3>
              <dl>
                {own.map((command) => (
                  <div key={command.id}>
                    <dt>{t(command.id === 'scale' ? 'commands:scale.plain' : command.title, command.id === 'scale' ? undefined : command.titleParams?.(context))}</dt>
                    <dd><Kbd keys={shortcutText(command.shortcut as string, platform)} /></dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        <section>
          <h3>{t('shell:group.canvas')}</h3>
          <dl>{canvasKeys.map(({ id, keys }) => <div key={id}><dt>{t(`shell:canvasKeys.${id}`)}</dt><dd><Kbd keys={keys} /></dd></div>)}</dl>
        </section>
        <section>
          <h3>{t('shell:group.failureKeys')}</h3>
          <dl>{failureKeys.map(({ id, keys }) => <div key={id}><dt>{t(`shell:failureKeys.${id}`)}</dt><dd><Kbd keys={keys} /></dd></div>)}</dl>
        </section>
      </div>
    </Dialog>
  );
}
