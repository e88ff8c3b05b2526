import type { LucideIcon } from 'lucide-react';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { Point } from '../../shared/topology/types.ts';
import type { Mirror } from '../store/mirror.ts';
import type { UiState } from '../store/ui.ts';

export type CommandMenu = 'palette' | 'context' | 'app' | 'toolbar';
/** Sections of the shortcut sheet and groups of menus, in this order. */
export type CommandGroup = 'file' | 'edit' | 'object' | 'fault' | 'view' | 'clock' | 'app';

/** What a command may look at: a snapshot of the window's state and the mirror. */
export interface CommandContext {
  ui: UiState;
  mirror: Mirror;
  /** The selected objects; for menus opened on an object, that object or the selection it belongs to. */
  selection: readonly ObjectRef[];
  /** What else is selected: things of the provider that are no objects of the API. */
  provided: readonly ObjectRef[];
}

/** What some callers know beyond the selection; all optional. */
export interface CommandArgs {
  /** Where on the canvas, e.g. of the context menu. */
  at?: Point;
  container?: string;
  text?: string;
  /** Of requests: one that fails. */
  failing?: boolean;
}

/** One thing that a person can do. Menus, command palette, shortcuts, context menus and the shortcut sheet are made from the list of these. */
export interface Command {
  id: string;
  /** Catalogue key of its name, e.g. `commands:undo`. */
  title: string;
  /** Parameters of the name, when it speaks of the selection. */
  titleParams?: (context: CommandContext) => Record<string, string | number>;
  icon?: LucideIcon;
  group: CommandGroup;
  /** `Mod` is Ctrl, or Cmd on macOS: `Mod+Shift+R`, `Space`, `?`. */
  shortcut?: string;
  /** Further keys that do the same; not shown. */
  alternatives?: readonly string[];
  menus: readonly CommandMenu[];
  /** A key that is held down runs it again and again. */
  repeats?: boolean;
  /** Works while the focus is in a text field. */
  whileTyping?: boolean;
  /** The browser's own event (copy, cut, paste) runs it, not the key. */
  native?: 'copy' | 'cut' | 'paste';
  /** Whether it concerns the present selection; hides it from context menus otherwise. Absent: always. */
  isVisible?: (context: CommandContext) => boolean;
  isEnabled: (context: CommandContext) => boolean;
  /** What it can be run on, when that is more than one thing: menus show a submenu, the command palette a row each. */
  choices?: (context: CommandContext) => readonly { text: string; args: CommandArgs }[];
  /** For switches: drawn with a tick. */
  isChecked?: (context: CommandContext) => boolean;
  run: (context: CommandContext, args?: CommandArgs) => void | Promise<void>;
}

export const inEditor = (context: CommandContext): boolean => context.ui.screen === 'editor';
export const always = (): boolean => true;
