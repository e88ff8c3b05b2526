import { app, dialog, nativeTheme } from 'electron';
import os from 'node:os';
import path from 'node:path';
import type { Pushes } from '../../shared/ipc/contract.ts';
import { showApplicationMenu } from './application-menu.ts';
import { appHandlers } from './channels/app.ts';
import { fileHandlers } from './channels/file.ts';
import { registerMainChannels } from './channels/register.ts';
import { ControlPlaneProcess } from './control-plane-process.ts';
import { DesignFiles } from './design-files.ts';
import { explainError } from './explain-error.ts';
import { fileDialogs } from './file-dialogs.ts';
import { MainWindow } from './main-window.ts';
import { SettingsFile } from './settings.ts';
import { speaker, type Say } from './words/words.ts';

/** The application: window, control plane process, menu, files and settings, wired to one another. */
export class Application {
  private readonly settings: SettingsFile;
  private readonly say: Say;
  private readonly controlPlane: ControlPlaneProcess;
  private readonly files: DesignFiles;
  private window: MainWindow | undefined;
  /** Files to open once the control plane is ready. */
  private waitingFiles: string[] = [];
  private language = '';

  constructor() {
    const userData = app.getPath('userData');
    this.settings = new SettingsFile(path.join(userData, 'settings.json'), app.getLocale());
    this.say = speaker(() => this.settings.current.preferences.language);
    this.controlPlane = new ControlPlaneProcess(
      path.join(app.getAppPath(), 'control-plane.cjs'),
      { dataFolder: path.join(userData, 'designs'), temporaryFolder: os.tmpdir(), samplesFolder: path.join(app.getAppPath(), 'samples'), compareProgram: path.join(app.getAppPath(), 'compare.cjs') },
      (state) => this.controlPlaneChanged(state),
    );
    const browserWindow = () => this.window?.browserWindow;
    this.files = new DesignFiles(this.controlPlane, fileDialogs(this.say, browserWindow), (file) => this.noteFile(file));
    registerMainChannels([
      appHandlers({ settings: this.settings, say: this.say, window: browserWindow, onPreferences: () => this.applyPreferences() }),
      fileHandlers(this.files),
    ], (frame) => this.window?.isSender(frame) ?? false);
  }

  start(files: readonly string[]): void {
    this.waitingFiles.push(...files);
    this.applyPreferences();
    this.controlPlane.start();
    this.openWindow();
  }

  /** Shows the window, making it again where it was closed while the application went on (macOS). */
  openWindow(): void {
    if (this.window) return this.window.focus();
    const window = new MainWindow({
      say: this.say, place: this.settings.current.window,
      onPlace: (place) => this.settings.setWindow(place),
      onReady: () => this.connect(),
    });
    this.window = window;
    window.browserWindow.once('closed', () => { this.window = undefined; });
  }

  /** Opens files that came from outside: the system, another start of the application, the menu. */
  openFiles(files: readonly string[]): void {
    this.waitingFiles.push(...files);
    if (this.controlPlane.isReady) void this.openWaitingFiles();
  }

  /** Saves everything; resolves when the application may end. */
  async stop(): Promise<void> {
    this.window?.leave();
    await this.controlPlane.stop();
    await this.settings.written();
  }

  private controlPlaneChanged(state: Pushes['process']): void {
    if (state.state === 'ready') {
      this.connect();
      void this.openWaitingFiles();
      return;
    }
    this.window?.push('process', state);
    if (state.state === 'failed') void this.offerToTryAgain(state.detail ?? '');
  }

  /** Joins the window and the control plane, once both are there; each of them may be the one that came again. */
  private connect(): void {
    if (this.window?.isListening && this.controlPlane.isReady) this.window.givePort(this.controlPlane.openWindowPort());
  }

  private async openWaitingFiles(): Promise<void> {
    for (let file = this.waitingFiles.shift(); file !== undefined; file = this.waitingFiles.shift()) {
      const opened = await this.files.open(file);
      this.openWindow();
      if (opened.ok) {
        this.window?.push('opened', { designId: opened.value.designId });
        continue;
      }
      if (opened.error.kind === 'NotFound') this.forgetFile(file);
      await this.showMessage({
        type: 'error', message: this.say('dialog.notOpened.message', { file: path.basename(file) }),
        detail: explainError(opened.error, this.say),
      });
    }
  }

  private async offerToTryAgain(detail: string): Promise<void> {
    const { response } = await this.showMessage({
      type: 'error', message: this.say('dialog.failed.message'), detail: `${this.say('dialog.failed.detail')}\n${detail}`,
      buttons: [this.say('dialog.failed.again'), this.say('dialog.quit')], defaultId: 0, noLink: true,
    });
    if (response === 0) this.controlPlane.startAgain();
    else app.quit();
  }

  private showMessage(options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> {
    return this.window ? dialog.showMessageBox(this.window.browserWindow, options) : dialog.showMessageBox(options);
  }

  private applyPreferences(): void {
    const { theme, language } = this.settings.current.preferences;
    nativeTheme.themeSource = theme;
    if (this.language === language) return;
    this.language = language;
    this.showMenu();
  }

  private noteFile(file: string): void {
    this.settings.addRecentFile(file);
    app.addRecentDocument(file);
    this.showMenu();
  }

  private forgetFile(file: string): void {
    this.settings.removeRecentFile(file);
    this.showMenu();
  }

  private showMenu(): void {
    showApplicationMenu(this.say, this.settings.current.recentFiles, {
      command: (id) => this.window?.push('command', { id }),
      openFile: (file) => this.openFiles([file]),
      clearRecentFiles: () => {
        this.settings.clearRecentFiles();
        app.clearRecentDocuments();
        this.showMenu();
      },
      quit: () => app.quit(),
      developerTools: () => this.window?.browserWindow.webContents.toggleDevTools(),
    });
  }
}
