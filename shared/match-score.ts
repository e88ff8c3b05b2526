/** How well a text answers a query: 0 not at all; higher for a start, then for the start of a word, then anywhere. Every word must be found. */
export function matchScore(text: string, query: string): number {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const lower = text.toLowerCase();
  let score = 1;
  for (const word of words) {
    const at = lower.indexOf(word);
    if (at < 0) return 0;
    score += at === 0 ? 3 : /[\s\-:./]/.test(lower[at - 1] ?? '') ? 2 : 1;
  }
  return score;
}
