/**
 * `npm run dev`: the renderer from Vite's development server with hot replacement; main, preload and control plane are
 * rebuilt on every change and the application is started again.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { build, createServer } from 'vite';
import { nodeEntryNames, prepareAppFolder } from './app/build-app.ts';
import { nodeBundle, rendererBundle } from './app/targets.ts';
import { launchFlags } from './electron-runtime/launch-flags.ts';
import { launchTarget } from './electron-runtime/launch-target.ts';
import { appFolder } from './paths.ts';
import { say, stop } from './progress.ts';
import { hasDisplay } from './system/display.ts';
import { prepareElectron } from './system/prepare.ts';

/** Changes closer together than this make one restart. */
const quietMs = 200;

if (!hasDisplay()) stop('No display to open a window on: start from a desktop session, or run: xvfb-run -a npm run dev');
const runtime = await prepareElectron({ virtualDisplay: false });
await prepareAppFolder(runtime);
const server = await (await createServer(rendererBundle())).listen();
const address = server.resolvedUrls?.local[0];
if (address === undefined) stop('The development server has no address.');
say(`Renderer: ${address}`);
const target = await launchTarget(runtime, appFolder);

let running: ChildProcess | undefined;
/** Whether the running application was told to end, to be started again. */
let ending = false;
let restart: NodeJS.Timeout | undefined;
const built = new Set<string>();
const names = nodeEntryNames();
for (const name of names) {
  const configuration = nodeBundle(name);
  const watcher = await build({ ...configuration, build: { ...configuration.build, watch: {} } });
  if (!('on' in watcher)) throw new Error('Vite returned no watcher');
  watcher.on('event', (event) => {
    if (event.code === 'ERROR') say(`${name}: ${event.error.message}`);
    if (event.code !== 'BUNDLE_END') return;
    void event.result.close();
    built.add(name);
    if (built.size < names.length) return;
    clearTimeout(restart);
    restart = setTimeout(() => startAgain(name), quietMs);
  });
}

function startAgain(changed: string): void {
  if (ending) return;
  if (running === undefined) return open();
  say(`${changed} changed: starting again …`);
  ending = true;
  running.once('exit', () => {
    ending = false;
    open();
  });
  running.kill();
}

function open(): void {
  say('Opening Clusterwright …');
  const env = { ...process.env, CLUSTERWRIGHT_DEV_SERVER: address };
  running = spawn(target.executable, [...target.args, ...launchFlags(), ...process.argv.slice(2)], { stdio: 'inherit', env });
  // A window closed by hand ends the session.
  running.once('exit', (code) => {
    if (!ending) process.exit(code ?? 0);
  });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    running?.kill();
    process.exit(0);
  });
}
