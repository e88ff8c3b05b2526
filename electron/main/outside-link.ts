/**
 * The address, normalised, when it may be handed to the browser: https, without a user name that could make it look like another's.
 * Undefined otherwise.
 */
export function outsideLink(url: string): string | undefined {
  try {
    const parsed = new URL(url);
    return parsed.protocol === 'https:' && parsed.username === '' && parsed.password === '' ? parsed.href : undefined;
  } catch {
    return undefined;
  }
}
