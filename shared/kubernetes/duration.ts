/** Durations as kubectl shows them. Source: k8s.io/apimachinery/pkg/util/duration. */

/** A clock may run a little ahead: up to two seconds in the future count as now. */
function nearNow(seconds: number): string | undefined {
  if (seconds < -1) return '<invalid>';
  return seconds < 0 ? '0s' : undefined;
}

/** Whole seconds, cut towards zero as Go's int() does. */
function wholeSeconds(milliseconds: number): number {
  return Math.trunc(milliseconds / 1000);
}

/** The AGE column: `42s`, `3m20s`, `5h12m`, `2d3h`, `4y17d`. Two units at most, the second only where it says something. */
export function humanDuration(durationMs: number): string {
  const seconds = wholeSeconds(durationMs);
  const special = nearNow(seconds);
  if (special !== undefined) return special;
  if (seconds < 60 * 2) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return two(minutes, 'm', seconds % 60, 's');
  if (minutes < 60 * 3) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return two(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (hours < 24 * 8) return two(days, 'd', hours % 24, 'h');
  if (hours < 24 * 365 * 2) return `${days}d`;
  const years = Math.floor(days / 365);
  if (hours < 24 * 365 * 8) return two(years, 'y', days % 365, 'd');
  return `${years}y`;
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${largeUnit}` : `${large}${largeUnit}${small}${smallUnit}`;
}

/** One unit only: `42s`, `3m`, `5h`, `2d`, `4y`. */
export function shortHumanDuration(durationMs: number): string {
  const seconds = wholeSeconds(durationMs);
  const special = nearNow(seconds);
  if (special !== undefined) return special;
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours}h`;
  const days = Math.floor(hours / 24);
  return days < 365 ? `${days}d` : `${Math.floor(days / 365)}y`;
}
