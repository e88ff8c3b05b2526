import { app, session } from 'electron';
import { isOurPage } from './app-origin.ts';

/** Nothing but our own page may load, nothing may open a window, embed another page or ask for a permission other than the clipboard. */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event, url) => {
      // The page may load itself again (the reload after a fault); the development server does so too.
      if (!isOurPage(url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  session.defaultSession.setPermissionRequestHandler((contents, permission, answer) => answer(mayDo(permission, contents.getURL())));
  session.defaultSession.setPermissionCheckHandler((contents, permission) => mayDo(permission, contents?.getURL() ?? ''));
}

/** Copying and pasting from menus inside the page (keys and the application menu need no permission). */
function mayDo(permission: string, url: string): boolean {
  return (permission === 'clipboard-read' || permission === 'clipboard-sanitized-write') && isOurPage(url);
}
