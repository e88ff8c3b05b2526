/** `npm start`: builds the application and opens it. */
import { spawn } from 'node:child_process';
import { buildApp } from './app/build-app.ts';
import { launchFlags } from './electron-runtime/launch-flags.ts';
import { launchTarget } from './electron-runtime/launch-target.ts';
import { appFolder } from './paths.ts';
import { say, stop } from './progress.ts';
import { hasDisplay } from './system/display.ts';
import { prepareElectron } from './system/prepare.ts';

if (!hasDisplay()) {
  stop('No display to open a window on: start from a desktop session, or run: xvfb-run -a npm start (Debian packages: xvfb xauth)');
}
const runtime = await prepareElectron({ virtualDisplay: false });
await buildApp(runtime);
const target = await launchTarget(runtime, appFolder);
say('Opening Clusterwright …');
const child = spawn(target.executable, [...target.args, ...launchFlags(), ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
