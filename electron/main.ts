import { app, protocol } from 'electron';
import { z } from 'zod';
import { appScheme } from './main/app-origin.ts';
import { Application } from './main/application.ts';
import { lockDown } from './main/lock-down.ts';
import { filesOnCommandLine } from './main/opened-files.ts';
import { serveRenderer } from './main/serve-renderer.ts';

z.config({ jitless: true });
protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
// As root the sandbox cannot work and the switch is given; forcing it then would stop every helper process.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

/** Only the first start goes on; a second one hands over its files and ends. */
function run(): void {
  let application: Application | undefined;
  const files = filesOnCommandLine(process.argv, process.cwd());
  app.on('open-file', (event, file) => {
    event.preventDefault();
    if (application) application.openFiles([file]);
    else files.push(file);
  });
  app.on('second-instance', (_event, commandLine, workingFolder) => {
    application?.openWindow();
    application?.openFiles(filesOnCommandLine(commandLine, workingFolder));
  });
  app.on('activate', () => application?.openWindow());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped || !application) return;
    event.preventDefault();
    void application.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
  void app.whenReady().then(() => {
    lockDown();
    protocol.handle(appScheme, serveRenderer);
    application = new Application();
    application.start(files);
  });
}

if (app.requestSingleInstanceLock()) run();
else app.quit();
