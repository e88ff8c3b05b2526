import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * One line telling how to let Chromium's sandbox work for an ordinary user on this Linux, or undefined when it works
 * already: it needs unprivileged user namespaces, or the runtime's `chrome-sandbox` owned by root with mode 4755.
 */
export function sandboxObstacle(runtimeFolder: string): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() === 0 || userNamespacesAllowed()) return undefined;
  const helper = path.join(runtimeFolder, 'chrome-sandbox');
  if (existsSync(helper)) {
    const { uid, mode } = statSync(helper);
    if (uid === 0 && (mode & 0o4000) !== 0) return undefined;
  }
  const command = `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`;
  return `This system forbids user namespaces, which Electron's sandbox needs. Run once: ${command}`;
}

function userNamespacesAllowed(): boolean {
  return setting('/proc/sys/kernel/unprivileged_userns_clone') !== '0'
    && setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') !== '1'
    && setting('/proc/sys/user/max_user_namespaces') !== '0';
}

function setting(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
