import { refKey } from '../../../shared/kubernetes/registry.ts';
import type { ProblemRow } from '../../../shared/view/rows.ts';

const problemsListed = 500;

/** What is not as desired, by the uid of what it is about; knows whether anything has changed since it was last listed. */
export class ProblemList {
  private readonly problems = new Map<string, ProblemRow>();
  private isChanged = false;

  get size(): number {
    return this.problems.size;
  }

  clear(): void {
    this.problems.clear();
  }

  /** The oldest trouble first: what fell over first is likeliest the cause. */
  list(): ProblemRow[] {
    this.isChanged = false;
    return [...this.problems.values()].sort((a, b) => a.sinceMs - b.sinceMs || refKey(a.ref).localeCompare(refKey(b.ref))).slice(0, problemsListed);
  }

  /** The list, if it is another than it was. */
  changed(): ProblemRow[] | undefined {
    return this.isChanged ? this.list() : undefined;
  }

  /** Problems whose uids begin so: all that there are of them now. */
  setAll(prefix: string, problems: readonly ProblemRow[]): void {
    const now = new Set(problems.map(({ uid }) => uid));
    for (const uid of [...this.problems.keys()]) if (uid.startsWith(prefix) && !now.has(uid)) this.set(uid, undefined);
    for (const problem of problems) this.set(problem.uid, problem);
  }

  set(uid: string, problem: ProblemRow | undefined): void {
    const before = this.problems.get(uid);
    if (!before && !problem) return;
    const isSame = before?.title.key === problem?.title.key && before?.title.params?.['state'] === problem?.title.params?.['state'];
    // The same trouble, of which perhaps other things are told, is as old as it was.
    const next = before && problem && isSame ? { ...problem, sinceMs: before.sinceMs } : problem;
    if (next && isSame && JSON.stringify(before) === JSON.stringify(next)) return;
    if (next) this.problems.set(uid, next);
    else this.problems.delete(uid);
    this.isChanged = true;
  }
}
