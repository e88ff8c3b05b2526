import { app, dialog, shell, type BrowserWindow } from 'electron';
import { err, ok } from '../../../shared/result.ts';
import type { SettingsFile } from '../settings.ts';
import { outsideLink } from '../outside-link.ts';
import type { Say } from '../words/words.ts';
import type { MainHandlers } from './handlers.ts';

export function appHandlers(parts: {
  settings: SettingsFile;
  say: Say;
  window: () => BrowserWindow | undefined;
  onPreferences: () => void;
}): MainHandlers {
  const { settings, say } = parts;
  return {
    'app.info': () => ok({
      name: app.getName(), version: app.getVersion(), platform: process.platform, preferences: settings.current.preferences,
    }),
    'app.setPreferences'(change) {
      // zod says `undefined` for what is absent; that must not erase what is set.
      settings.setPreferences(Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)));
      parts.onPreferences();
      return ok(settings.current.preferences);
    },
    async 'app.openExternal'({ url }) {
      const link = outsideLink(url);
      if (link === undefined) return err({ kind: 'BadRequest', detail: 'Only https addresses are opened.' });
      const window = parts.window();
      const question = {
        type: 'question' as const, message: say('dialog.link.message'), detail: link,
        buttons: [say('dialog.link.open'), say('dialog.cancel')], defaultId: 0, cancelId: 1, noLink: true,
      };
      const { response } = await (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question));
      if (response !== 0) return err({ kind: 'Cancelled' });
      await shell.openExternal(link);
      return ok(undefined);
    },
    'app.quit'() {
      app.quit();
      return ok(undefined);
    },
  };
}
