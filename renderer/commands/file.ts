import { FilePlus2, FolderOpen, History, LibraryBig, Pencil, Save, SaveAll, Share } from 'lucide-react';
import { closeDesign, createDesign, openFile } from '../app/session.ts';
import { request } from '../ipc/client.ts';
import { ui } from '../store/ui.ts';
import { always, inEditor, type Command, type CommandContext } from './command.ts';
import { showError } from './show-error.ts';

export const newDesign: Command = {
  id: 'newDesign', title: 'commands:newDesign', icon: FilePlus2, group: 'file', shortcut: 'Mod+N', menus: ['palette', 'app'], whileTyping: true, isEnabled: always, run: () => createDesign(),
};

export const openFileCommand: Command = {
  id: 'openFile', title: 'commands:openFile', icon: FolderOpen, group: 'file', shortcut: 'Mod+O', menus: ['palette', 'app'], whileTyping: true, isEnabled: always, run: () => openFile(),
};

async function saveDesign({ ui: { designId } }: CommandContext, as: boolean): Promise<void> {
  if (designId === undefined) return;
  const answer = await request('file.save', { designId, as });
  if (answer.ok) ui.toast({ tone: 'info', text: { key: 'shell:toast.saved', params: { file: answer.value.fileName } } });
  else showError(answer.error);
}

/** Designs keep themselves in the library; saving writes the topology file, for sharing and version control. */
export const save: Command = {
  id: 'save', title: 'commands:save', icon: Save, group: 'file', shortcut: 'Mod+S', menus: ['palette', 'app'], whileTyping: true, isEnabled: inEditor, run: (context) => saveDesign(context, false),
};

export const saveAs: Command = {
  id: 'saveAs', title: 'commands:saveAs', icon: SaveAll, group: 'file', shortcut: 'Mod+Shift+S', menus: ['palette', 'app'], whileTyping: true, isEnabled: inEditor, run: (context) => saveDesign(context, true),
};

export const exportDesign: Command = {
  id: 'exportDesign', title: 'commands:exportDesign', icon: Share, group: 'file', shortcut: 'Mod+E', menus: ['palette', 'app'], isEnabled: inEditor, run: () => ui.openDialog({ kind: 'export' }),
};

export const renameDesign: Command = {
  id: 'renameDesign', title: 'commands:renameDesign', icon: Pencil, group: 'file', menus: ['palette', 'app'], isEnabled: inEditor, run: () => ui.openDialog({ kind: 'renameDesign' }),
};

export const revisions: Command = {
  id: 'revisions', title: 'commands:revisions', icon: History, group: 'file', menus: ['palette', 'app'], isEnabled: inEditor, run: () => ui.openDialog({ kind: 'revisions' }),
};

export const toLibrary: Command = {
  id: 'toLibrary', title: 'commands:toLibrary', icon: LibraryBig, group: 'file', shortcut: 'Mod+Shift+O', menus: ['palette', 'app'], isEnabled: inEditor, run: () => closeDesign(),
};
