/**
 * `npm run e2e [-- Playwright's arguments]`: builds what the chosen projects start, finds or makes a display, runs the
 * tests. `--project=development` alone skips packaging.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildApp } from '../app/build-app.ts';
import { launchFlags } from '../electron-runtime/launch-flags.ts';
import { launchTarget, type LaunchTarget } from '../electron-runtime/launch-target.ts';
import { packageLinuxFolder } from '../packaging/package-app.ts';
import { appFolder, projectRoot } from '../paths.ts';
import { say } from '../progress.ts';
import { hasDisplay, startVirtualDisplay } from '../system/display.ts';
import { prepareElectron } from '../system/prepare.ts';

const passedOn = process.argv.slice(2);
const projects = ['development', 'packaged'].filter((name) => !passedOn.some((argument) => argument.startsWith('--project'))
  || passedOn.some((argument, index) => argument === `--project=${name}` || (argument === name && passedOn[index - 1] === '--project')));

const runtime = await prepareElectron({ virtualDisplay: true });
await buildApp(runtime);
const flags = launchFlags();
const targets: Record<string, LaunchTarget> = {};
if (projects.includes('development')) targets['development'] = await launchTarget(runtime, appFolder);
if (projects.includes('packaged')) targets['packaged'] = { executable: await packageLinuxFolder(runtime), args: [] };

const env: NodeJS.ProcessEnv = { ...process.env };
for (const [name, target] of Object.entries(targets)) {
  env[`CLUSTERWRIGHT_E2E_${name.toUpperCase()}`] = JSON.stringify({ ...target, args: [...target.args, ...flags] });
}
if (!hasDisplay()) {
  const display = await startVirtualDisplay();
  say(`No display: using a virtual one, ${display.name}.`);
  env.DISPLAY = display.name;
}
const playwright = path.join(projectRoot, 'node_modules', '@playwright', 'test', 'cli.js');
const child = spawn(process.execPath, [playwright, 'test', '--config', 'e2e/playwright.config.ts', ...passedOn], {
  cwd: projectRoot, env, stdio: 'inherit',
});
child.on('exit', (code) => process.exit(code ?? 1));
