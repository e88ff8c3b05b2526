/** The id under which an object's element is found (`aria-activedescendant`, previews of a drag). */
export function elementId(key: string): string {
  return `canvas:${key}`;
}
