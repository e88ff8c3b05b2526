import {
  app, BrowserWindow, dialog, ipcMain, nativeTheme, screen, type IpcMainEvent, type MessagePortMain, type WebFrameMain,
} from 'electron';
import path from 'node:path';
import type { PushName, Pushes } from '../../shared/ipc/contract.ts';
import { isOurPage, pageUrl } from './app-origin.ts';
import { minimumSize, placeWindow, type WindowPlace } from './window-place.ts';
import type { Say } from './words/words.ts';

/** `bg` of the visual language, so that the window does not flash while its page loads. */
const backgrounds = { dark: '#0f1214', light: '#f4f2ee' } as const;

export interface MainWindowParts {
  say: Say;
  place: WindowPlace | undefined;
  /** Hears where the window is when it has been moved, and before it closes. */
  onPlace(place: WindowPlace): void;
  /** The page listens, first or again: it wants its port. */
  onReady(): void;
}

/** The one window: its place, its faults, and what is sent to its page. What is pushed before the page listens waits. */
export class MainWindow {
  private readonly window: BrowserWindow;
  private readonly parts: MainWindowParts;
  private listening = false;
  private waiting: { name: PushName; payload: unknown }[] = [];

  constructor(parts: MainWindowParts) {
    this.parts = parts;
    const { maximized, ...bounds } = placeWindow(parts.place, screen.getAllDisplays().map((display) => display.workArea));
    this.window = new BrowserWindow({
      ...bounds, minWidth: minimumSize.width, minHeight: minimumSize.height, title: app.getName(), show: false,
      backgroundColor: backgrounds[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
      webPreferences: {
        preload: path.join(app.getAppPath(), 'preload.cjs'), contextIsolation: true, sandbox: true, nodeIntegration: false,
        spellcheck: false,
      },
    });
    // The page has the same menu in its title bar. Hidden, not hiding itself: that would come up whenever Alt is let go, which drags on
    // the canvas use. Keys of the menu work.
    this.window.setMenuBarVisibility(false);
    if (maximized) this.window.maximize();
    this.window.once('ready-to-show', () => this.window.show());
    this.followPlace();
    this.followPage();
    void this.window.loadURL(pageUrl);
  }

  get browserWindow(): BrowserWindow {
    return this.window;
  }

  /** Whether a message comes from our page in this window, and not from a frame in it or another page. */
  isSender(frame: WebFrameMain | null): boolean {
    return frame !== null && !this.window.isDestroyed() && frame === this.window.webContents.mainFrame && isOurPage(frame.url);
  }

  push<K extends PushName>(name: K, payload: Pushes[K]): void {
    if (this.listening) this.window.webContents.send('push', name, payload);
    else this.waiting.push({ name, payload });
  }

  /** Hands the page its end of the control plane's port. Only once it listens. */
  givePort(port: MessagePortMain): void {
    if (this.listening) this.window.webContents.postMessage('port', null, [port]);
  }

  get isListening(): boolean {
    return this.listening;
  }

  focus(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  /** The application is about to end: the window goes at once, while the rest is being saved. */
  leave(): void {
    if (this.window.isDestroyed()) return;
    this.notePlace();
    this.window.hide();
  }

  private notePlace(): void {
    if (!this.window.isDestroyed()) this.parts.onPlace({ ...this.window.getNormalBounds(), maximized: this.window.isMaximized() });
  }

  private followPlace(): void {
    let timer: NodeJS.Timeout | undefined;
    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => this.notePlace(), 500);
    };
    for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) this.window.on(event as 'resize', later);
    this.window.on('close', () => {
      clearTimeout(timer);
      this.notePlace();
    });
  }

  private followPage(): void {
    const { webContents } = this.window;
    const onReady = (event: IpcMainEvent): void => {
      if (!this.isSender(event.senderFrame)) return;
      this.listening = true;
      for (const { name, payload } of this.waiting) webContents.send('push', name, payload);
      this.waiting = [];
      this.parts.onReady();
    };
    ipcMain.on('window:ready', onReady);
    this.window.once('closed', () => ipcMain.off('window:ready', onReady));
    webContents.on('did-start-navigation', (_event, _url, isInPlace, isMainFrame) => {
      if (isMainFrame && !isInPlace) this.listening = false;
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      this.listening = false;
      if (reason !== 'clean-exit') void this.offerReload(true);
    });
    this.window.on('unresponsive', () => void this.offerReload(false));
  }

  /** The page can always be shown anew: what it shows lives in the control plane process. */
  private async offerReload(gone: boolean): Promise<void> {
    const { say } = this.parts;
    const { response } = await dialog.showMessageBox(this.window, {
      type: 'warning', message: say(gone ? 'dialog.gone.message' : 'dialog.unresponsive.message'), detail: say('dialog.gone.detail'),
      buttons: [...(gone ? [] : [say('dialog.unresponsive.wait')]), say('dialog.gone.reload'), say('dialog.quit')],
      defaultId: 0, noLink: true,
    });
    const choice = gone ? response + 1 : response;
    if (this.window.isDestroyed()) return;
    if (choice === 1) this.window.webContents.reload();
    if (choice === 2) app.quit();
  }
}
