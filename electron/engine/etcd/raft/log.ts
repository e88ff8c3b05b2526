/** Entries of one term that follow each other. What they say stands in the API store; here it is only kept which there are. */
export interface Run {
  term: number;
  first: number;
  last: number;
}

/** The log of a member: runs without gaps, oldest first, after what a snapshot has taken the place of. Plain data. */
export interface RaftLog {
  runs: Run[];
  /** Everything up to this entry is in the snapshot and no longer in the log; 0: nothing. */
  compacted: number;
  compactedTerm: number;
}

export function emptyLog(): RaftLog {
  return { runs: [], compacted: 0, compactedTerm: 0 };
}

export function copyLog({ runs, compacted, compactedTerm }: RaftLog): RaftLog {
  return { runs: runs.map((run) => ({ ...run })), compacted, compactedTerm };
}

export function lastIndex({ runs, compacted }: RaftLog): number {
  return runs.at(-1)?.last ?? compacted;
}

export function lastTerm({ runs, compactedTerm }: RaftLog): number {
  return runs.at(-1)?.term ?? compactedTerm;
}

/** @returns undefined: the log does not have the entry, or no longer */
export function termAt({ runs, compacted, compactedTerm }: RaftLog, index: number): number | undefined {
  if (index === compacted) return compactedTerm;
  return runs.find(({ first, last }) => first <= index && index <= last)?.term;
}

/** Adds entries of a term at the end. */
export function append(log: RaftLog, term: number, count: number): void {
  if (count === 0) return;
  const last = lastIndex(log);
  const run = log.runs.at(-1);
  if (run?.term === term) run.last += count;
  else log.runs.push({ term, first: last + 1, last: last + count });
}

/** The entries after `index`. */
export function entriesAfter({ runs }: RaftLog, index: number): Run[] {
  return runs.flatMap(({ term, first, last }) => (last > index ? [{ term, first: Math.max(first, index + 1), last }] : []));
}

/** Takes entries that follow on what is there. Only from where the terms differ is anything replaced, so an old message takes nothing away. */
export function merge(log: RaftLog, entries: readonly Run[]): void {
  for (const { term, first, last } of entries) {
    for (let index = Math.max(first, log.compacted + 1); index <= last;) {
      const own = log.runs.find((run) => run.first <= index && index <= run.last);
      if (own?.term === term) {
        index = own.last + 1;
        continue;
      }
      if (own) truncateFrom(log, index);
      append(log, term, last - index + 1);
      break;
    }
  }
}

function truncateFrom(log: RaftLog, index: number): void {
  log.runs = log.runs.flatMap((run) => (run.first < index ? [{ ...run, last: Math.min(run.last, index - 1) }] : []));
}

/** Drops entries up to `index`, which a snapshot holds. */
export function compact(log: RaftLog, index: number): void {
  if (index <= log.compacted) return;
  log.compactedTerm = termAt(log, index) ?? log.compactedTerm;
  log.runs = entriesAfter(log, index);
  log.compacted = index;
}
