/**
 * Chromium switches this account and machine need: the sandbox cannot be used by root, and a continuous integration
 * machine has no GPU worth asking for. Empty for ordinary users.
 */
export function launchFlags(): string[] {
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  const continuousIntegration = Boolean(process.env.CI) && process.env.CI !== 'false';
  return [...(root ? ['--no-sandbox'] : []), ...(continuousIntegration ? ['--disable-gpu'] : [])];
}
