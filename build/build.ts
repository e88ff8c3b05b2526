/** `npm run build`: the application for the runtime of this machine, as it is packaged. */
import { buildApp } from './app/build-app.ts';
import { resolveElectronRuntime } from './electron-runtime/resolve.ts';

await buildApp(await resolveElectronRuntime());
