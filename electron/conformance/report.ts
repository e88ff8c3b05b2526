import type { ConformanceReport, FamilyReport } from './run.ts';

/** Failing cases whose difference is printed, per family; the ids of the others follow. */
const shownFailures = 20;

/** The text report. Its last line is `N passed, N failed, N skipped`. */
export function textReport(report: ConformanceReport): string {
  const width = Math.max(0, ...report.families.map(({ family }) => family.length));
  const lines = report.families.flatMap((family) => familyLines(family, width));
  return [...lines, summaryLine(report)].join('\n');
}

export function summaryLine({ passed, failed, skipped }: ConformanceReport): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function familyLines(report: FamilyReport, width: number): string[] {
  const mark = report.failed > 0 ? 'FAIL' : report.passed > 0 ? 'ok  ' : 'skip';
  const counts = `${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`;
  const reasons = [...skipReasons(report)].map(([reason, count]) => `${reason}${report.skipped === count ? '' : ` (${count})`}`);
  const lines = [`${mark} ${report.family.padEnd(width)}  ${counts}${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`];
  const failures = failuresOf(report);
  for (const { id, difference } of failures.slice(0, shownFailures)) {
    lines.push(`     ${id}`, ...difference.split('\n').map((line) => `       ${line}`));
  }
  const rest = failures.slice(shownFailures);
  if (rest.length > 0) lines.push(`     and ${rest.length} more: ${rest.map(({ id }) => id).join(' ')}`);
  return lines;
}

function skipReasons(report: FamilyReport): Map<string, number> {
  const reasons = new Map<string, number>();
  for (const { outcome } of report.cases) {
    if (outcome.kind === 'skipped') reasons.set(outcome.reason, (reasons.get(outcome.reason) ?? 0) + 1);
  }
  return reasons;
}

interface Failure {
  id: string;
  file: string;
  difference: string;
}

export function failuresOf(report: FamilyReport): Failure[] {
  return report.cases.flatMap(({ id, file, outcome }) => (outcome.kind === 'failed' ? [{ id, file, difference: outcome.difference }] : []));
}

/** The report as one JSON object: counts, and per family its failures and why cases were skipped. */
export function jsonReport(report: ConformanceReport): string {
  return JSON.stringify({
    passed: report.passed,
    failed: report.failed,
    skipped: report.skipped,
    families: report.families.map((family) => ({
      family: family.family,
      passed: family.passed,
      failed: family.failed,
      skipped: family.skipped,
      failures: failuresOf(family),
      skipReasons: Object.fromEntries(skipReasons(family)),
    })),
  });
}
