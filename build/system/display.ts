import { spawn, spawnSync } from 'node:child_process';
import { stop } from '../progress.ts';

/** Whether a window can be shown: always on Windows and macOS, on Linux when an X11 or Wayland session is announced. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

/** Whether a virtual X server is installed. */
export function hasXvfb(): boolean {
  return spawnSync('sh', ['-c', 'command -v Xvfb'], { stdio: 'ignore' }).status === 0;
}

export interface VirtualDisplay {
  /** Value for `DISPLAY`, such as `:99`. */
  name: string;
  close(): void;
}

/** Starts a virtual X server on a free display number (1920×1200, 24 bit). Ends the script when it does not come up in 20 s. */
export function startVirtualDisplay(): Promise<VirtualDisplay> {
  return new Promise((resolve) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const fail = () => stop('Xvfb did not start: check that the packages xvfb and xauth are installed.');
    const limit = setTimeout(fail, 20_000);
    server.on('error', fail);
    server.on('exit', fail);
    let announced = '';
    server.stdio[3]?.on('data', (chunk) => {
      announced += String(chunk);
      if (!announced.includes('\n')) return;
      clearTimeout(limit);
      server.off('exit', fail);
      process.once('exit', () => server.kill());
      server.unref();
      resolve({ name: `:${announced.trim()}`, close: () => server.kill() });
    });
  });
}
