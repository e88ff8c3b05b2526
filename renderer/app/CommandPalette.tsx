import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { Dialog as RadixDialog } from 'radix-ui';
import { matchScore } from '../../shared/match-score.ts';
import { commands } from '../commands/index.ts';
import type { Command as AppCommand, CommandArgs } from '../commands/command.ts';
import { runCommand } from '../commands/run.ts';
import { shortcutText } from '../commands/shortcut.ts';
import { Kbd } from '../design/Kbd.tsx';
import { KindIcon } from '../design/KindIcon.tsx';
import { translateTo } from '../i18n/i18n.ts';
import { useText } from '../i18n/use-text.ts';
import { goToKey } from '../inspector/go-to.ts';
import { markMatches, type FoundObject } from './palette-search.ts';
import { useCommandContext } from './use-command-context.ts';
import { useFoundObjects } from './use-found-objects.ts';
import './command-palette.css';

interface CommandPaletteProps {
  initialQuery: string;
  onClose: () => void;
}

interface Row {
  key: string;
  command: AppCommand;
  args?: CommandArgs;
  title: string;
  score: number;
}

/** One search for what the selection can do, every command, and every object by name. */
export function CommandPalette({ initialQuery, onClose }: CommandPaletteProps) {
  const { t } = useText();
  const context = useCommandContext();
  const [query, setQuery] = useState(initialQuery);
  const rows = useMemo(() => commands
    .filter((command) => command.menus.includes('palette') && command.isVisible?.(context) !== false && command.isEnabled(context))
    .flatMap((command): Row[] => {
      const title = t(command.title, command.titleParams?.(context));
      const choices = command.choices?.(context) ?? [];
      // People who learned a command's English name find it in any language.
      const titleScore = (): number => matchScore(title, query) || matchScore(translateTo('en', command.title, command.titleParams?.(context)), query);
      if (choices.length < 2) return [{ key: command.id, command, title, score: titleScore() }];
      return choices.map(({ text, args }) => ({ key: `${command.id} ${text}`, command, args, title: `${title}: ${text}`, score: matchScore(`${title} ${text}`, query) }));
    })
    .filter((row) => row.score > 0)
    .sort((a, b) => query === '' ? 0 : b.score - a.score), [context, query, t]);
  // What the selection can be connected with comes after the object of that name itself.
  const onOthers = query.trim() === '' ? [] : rows.filter(({ args }) => args?.text !== undefined);
  const forSelection = rows.filter((row) => row.command.isVisible !== undefined && !onOthers.includes(row));
  const general = rows.filter((row) => row.command.isVisible === undefined && !onOthers.includes(row));
  const objects = useFoundObjects(context.ui.screen === 'editor' ? query.trim() : '');
  const selected = context.selection[context.selection.length - 1];

  const run = ({ command, args }: Row): void => {
    onClose();
    // After the dialog has given the focus back, so that what the command opens keeps it.
    setTimeout(() => runCommand(command.id, args));
  };
  const go = (object: FoundObject): void => {
    onClose();
    goToKey(object.key);
  };

  const group = (id: string, children: ReactNode[]): ReactNode => children.length > 0 && (
    <Command.Group heading={t(`shell:palette.section.${id}`)} className="command-group">{children}</Command.Group>
  );
  const commandRow = (row: Row): ReactNode => {
    const { key, command, title } = row;
    const Icon = command.icon;
    return (
      <Command.Item key={key} value={key} className="command-row" onSelect={() => run(row)}>
        <span className="command-icon">{Icon && <Icon size={16} strokeWidth={1.7} aria-hidden />}</span>
        <Marked text={title} query={query} />
        {command.shortcut !== undefined && <span className="command-keys"><Kbd keys={shortcutText(command.shortcut, context.ui.platform)} /></span>}
      </Command.Item>
    );
  };
  const objectRow = (object: FoundObject): ReactNode => (
    <Command.Item key={object.key} value={object.key} className="command-row" onSelect={() => go(object)}>
      <span className="command-icon"><KindIcon kind={object.kind} size={16} /></span>
      <Marked text={object.name} query={query} />
      <span className="command-note">{object.where === '' ? object.kind : t(object.kind === 'Pod' ? 'shell:palette.podOn' : 'shell:palette.kindIn', { kind: object.kind, where: object.where })}</span>
    </Command.Item>
  );

  return (
    <RadixDialog.Root open onOpenChange={(open) => { if (!open) onClose(); }}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="dialog-scrim" />
        <RadixDialog.Content className="command-palette" aria-describedby={undefined}>
          <RadixDialog.Title className="visually-hidden">{t('commands:commandPalette')}</RadixDialog.Title>
          <Command label={t('commands:commandPalette')} shouldFilter={false} loop>
            <div className="command-input">
              <Search size={17} aria-hidden />
              <Command.Input value={query} onValueChange={setQuery} placeholder={t('shell:search')} />
              {selected !== undefined && <span className="command-context">{`${selected.kind} ${selected.name}`}</span>}
            </div>
            <Command.List className="command-list" label={t('shell:palette.results')}>
              <Command.Empty className="command-empty">{t('shell:palette.noResults', { query })}</Command.Empty>
              {group('selection', forSelection.map(commandRow))}
              {group('commands', general.map(commandRow))}
              {group('objects', objects.map(objectRow))}
              {group('onOthers', onOthers.map(commandRow))}
            </Command.List>
            <div className="command-foot" aria-hidden>
              <span><Kbd keys="↑↓" />{t('shell:palette.choose')}</span><span><Kbd keys="Enter" />{t('shell:palette.run')}</span>
              <span className="command-foot-end"><Kbd keys="Esc" />{t('shell:close')}</span>
            </div>
          </Command>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

function Marked({ text, query }: { text: string; query: string }) {
  const pieces = markMatches(text, query);
  // Pieces have no identity but their place.
  return <span className="command-title truncate">{pieces.map((piece, index) => piece.matched ? <mark key={index}>{piece.text}</mark> : piece.text)}</span>;
}
