import { parseDuration } from '../../shared/duration-text.ts';

const second = 1_000;

/** A time or length that a person writes: `2:30`, `1:02:30`, `90`, `90s`, `2m30s` → milliseconds; undefined when it is none of these. */
export function readTime(text: string): number | undefined {
  const trimmed = text.trim().replaceAll(/(?<=[a-z]) (?=\d)|(?<=\d) (?=[a-z])/g, '');
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{2})$/.exec(trimmed);
  if (!clock) return trimmed === '' ? undefined : parseDuration(trimmed);
  const [hours, minutes, seconds] = clock.slice(1).map((part) => Number(part ?? 0)) as [number, number, number];
  if (seconds > 59 || (clock[1] !== undefined && minutes > 59)) return undefined;
  return ((hours * 60 + minutes) * 60 + seconds) * second;
}

/** `02:30`, `1:02:30`; what is no whole second as `90.5`. */
export function clockText(ms: number): string {
  if (ms % second !== 0) return String(ms / second);
  const two = (value: number): string => String(value).padStart(2, '0');
  const seconds = ms / second;
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 3_600 ? clock : `${Math.floor(seconds / 3_600)}:${clock}`;
}

const units = [['d', 86_400], ['h', 3_600], ['m', 60], ['s', 1]] as const;

/** As topology files have it: `2m30s`, `90.5s`. */
export function lengthText(ms: number): string {
  if (ms % second !== 0) return `${ms / second}s`;
  let rest = ms / second;
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest %= size;
    return count > 0 ? [`${count}${unit}`] : [];
  });
  return parts.join('') || '0s';
}

/** A time in the way in which the entry had it: a bare number of seconds stays one. */
export function writtenTime(ms: number, before: number | string | undefined): number | string {
  return typeof before === 'number' ? ms / second : lengthText(ms);
}
