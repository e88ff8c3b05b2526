/** How long the mirror may lag behind an answer. */
const lagMs = 500;
let underWay = 0;

/**
 * Counts a step of the design's history (an edit, an undo, a redo) from its sending until the mirror surely shows its effect. Until then the mirror does not know what can be
 * undone, and the control plane, which gets all steps in order, decides.
 * @returns the answer itself
 */
export function stepUnderWay<T>(answer: Promise<T>): Promise<T> {
  underWay += 1;
  const end = (): void => { setTimeout(() => { underWay -= 1; }, lagMs); };
  answer.then(end, end);
  return answer;
}

/** Whether the mirror may lag behind the history. */
export function isStepUnderWay(): boolean {
  return underWay > 0;
}
