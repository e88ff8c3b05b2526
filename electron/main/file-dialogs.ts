import { app, dialog, type BrowserWindow, type FileFilter, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import path from 'node:path';
import type { FileFilterName, FileQuestions } from './design-files.ts';
import type { Say } from './words/words.ts';

/** The system's dialogs for files, in front of the window. */
export function fileDialogs(say: Say, window: () => BrowserWindow | undefined): FileQuestions {
  const filter = (name: FileFilterName, extension?: string): FileFilter => ({
    name: say(`dialog.${name}`), extensions: extension ? [extension] : ['cluster', 'yaml', 'yml', 'json'],
  });
  const allFiles = (): FileFilter => ({ name: say('dialog.allFiles'), extensions: ['*'] });
  return {
    async fileToOpen() {
      const options: OpenDialogOptions = {
        title: say('dialog.open.title'), properties: ['openFile'], filters: [filter('topologies'), allFiles()],
      };
      const parent = window();
      const { canceled, filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
      return canceled ? undefined : filePaths[0];
    },
    async fileToSave(suggested, filterName, extension) {
      const options: SaveDialogOptions = {
        title: say(filterName === 'topology' ? 'dialog.save.title' : 'dialog.export.title'),
        filters: [filter(filterName, extension), allFiles()],
        defaultPath: path.isAbsolute(suggested) ? suggested : path.join(app.getPath('documents'), suggested),
      };
      const parent = window();
      const { canceled, filePath } = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options));
      if (canceled || !filePath) return undefined;
      return path.extname(filePath) === '' ? `${filePath}.${extension}` : filePath;
    },
    async folderToSave() {
      const options: OpenDialogOptions = { title: say('dialog.export.title'), properties: ['openDirectory', 'createDirectory'], defaultPath: app.getPath('documents') };
      const parent = window();
      const { canceled, filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options));
      return canceled ? undefined : filePaths[0];
    },
    async changedOnDisk(file) {
      const options = {
        type: 'warning' as const,
        message: say('dialog.changed.message', { file: path.basename(file) }),
        detail: say('dialog.changed.detail'),
        buttons: [say('dialog.changed.saveAs'), say('dialog.changed.overwrite'), say('dialog.cancel')],
        defaultId: 0, cancelId: 2, noLink: true,
      };
      const parent = window();
      const { response } = await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options));
      return (['saveAs', 'overwrite', 'cancel'] as const)[response] ?? 'cancel';
    },
  };
}
