/** Written so that no optimiser finds the look useless. */
let lastLook = 0;

/**
 * The same text, flat. JavaScript engines keep a concatenation as a tree of its parts until somebody looks inside (being a Map's key does not count). For texts
 * that are stored by the hundred thousand that takes three times the memory, so look inside once.
 */
export function inOnePiece(text: string): string {
  lastLook ^= text.charCodeAt(0);
  return text;
}
