/**
 * Chromium switches this account and machine need: the sandbox cannot be used by root, and a continuous integration
 * machine has no GPU worth asking for. Empty for ordinary users.
 */
export function launchFlags(userId = process.getuid?.(), ci = process.env.CI): string[] {
  const root = process.platform === 'linux' && userId === 0;
  const continuousIntegration = Boolean(ci) && ci !== 'false';
  return [...(root ? ['--no-sandbox'] : []), ...(continuousIntegration ? ['--disable-gpu'] : [])];
}
