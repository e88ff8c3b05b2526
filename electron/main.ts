import { app, BrowserWindow, ipcMain, protocol, session, utilityProcess } from 'electron';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Origin of the packaged renderer: a scheme of our own, so that a content policy applies and nothing comes from `file:`. */
const origin = 'app://clusterwright';
/** Address of the development server, given by `npm run dev`; never honoured in a packaged application. */
const developmentServer = app.isPackaged ? undefined : process.env['CLUSTERWRIGHT_DEV_SERVER'];

const contentPolicy = [
  "default-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:", "font-src 'self'",
  "object-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.json': 'application/json',
};

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
// As root the sandbox cannot work and the switch is given; forcing it then would stop every helper process.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

/** Answers `app:` requests with files of the built renderer; anything else is not found. */
async function serveRenderer(request: Request): Promise<Response> {
  const root = path.join(app.getAppPath(), 'renderer');
  const file = path.join(root, decodeURIComponent(new URL(request.url).pathname));
  if (!file.startsWith(root + path.sep)) return new Response('not found', { status: 404 });
  try {
    const headers = {
      'content-type': contentTypes[path.extname(file)] ?? 'application/octet-stream',
      'content-security-policy': contentPolicy,
      'x-content-type-options': 'nosniff',
    };
    return new Response(new Uint8Array(await readFile(file)), { headers });
  } catch {
    return new Response('not found', { status: 404 });
  }
}

/** Nothing but our own page may load, nothing may open a window or ask for a permission. */
function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
}

function openWindow(): void {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: '#0f1214',
    webPreferences: { preload: path.join(app.getAppPath(), 'preload.cjs'), contextIsolation: true, sandbox: true, nodeIntegration: false },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(developmentServer ?? `${origin}/index.html`);
}

function describeControlPlane(): Promise<unknown> {
  const child = utilityProcess.fork(path.join(app.getAppPath(), 'control-plane.cjs'), [], { serviceName: 'control-plane' });
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => {
      resolve(answer);
      child.kill();
    });
    child.once('exit', (code) => reject(new Error(`control plane ended with code ${code}`)));
  });
}

void app.whenReady().then(() => {
  lockDown();
  protocol.handle('app', serveRenderer);
  ipcMain.handle('control-plane:describe', (event) => {
    if (event.senderFrame?.url.startsWith(developmentServer ?? origin) !== true) throw new Error('not our window');
    return describeControlPlane();
  });
  openWindow();
});
app.on('window-all-closed', () => app.quit());
