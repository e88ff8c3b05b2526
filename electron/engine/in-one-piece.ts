/**
 * The same text. JavaScript engines keep a concatenation as a tree of its parts until somebody looks inside; for texts that are stored by the hundred
 * thousand that takes several times the memory of the characters, so look inside once.
 */
export function inOnePiece(text: string): string {
  text.charCodeAt(0);
  return text;
}
