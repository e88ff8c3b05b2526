import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import { isTimeZone } from './time-zone-names.ts';

/** A parsed standard cron schedule: the values of each field at which it fires, or a fixed interval. */
export type CronSchedule =
  | { kind: 'Fields'; timeZone?: string; minute: CronField; hour: CronField; dayOfMonth: CronField; month: CronField; dayOfWeek: CronField }
  | { kind: 'Every'; intervalSeconds: number };

export interface CronField {
  values: ReadonlySet<number>;
  /** Written as `*` or `?`: matters for the two day fields, of which the restricted one alone decides. */
  star: boolean;
}

interface Bounds { min: number; max: number; names?: readonly string[] }

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const bounds = {
  minute: { min: 0, max: 59 },
  hour: { min: 0, max: 23 },
  dayOfMonth: { min: 1, max: 31 },
  month: { min: 1, max: 12, names: months },
  dayOfWeek: { min: 0, max: 6, names: weekdays },
} satisfies Record<string, Bounds>;

const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *', '@monthly': '0 0 1 * *', '@weekly': '0 0 * * 0', '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *', '@hourly': '0 * * * *',
};

/**
 * Parses a schedule as CronJob does: five fields, `@daily` and its like, `@every 5m`, optionally after `TZ=Zone` or `CRON_TZ=Zone`.
 * The error is the text that the API server shows. Source: github.com/robfig/cron v3, ParseStandard.
 */
export function parseCronSchedule(text: string): Result<CronSchedule, string> {
  if (text === '') return err('empty spec string');
  let spec = text;
  let timeZone: string | undefined;
  const zoned = /^(?:CRON_)?TZ=(?<zone>[^ ]*) (?<rest>.*)$/.exec(text);
  if (zoned) {
    timeZone = zoned.groups?.['zone'] ?? '';
    // Go's LoadLocation: both stand for the control plane's own time.
    if (timeZone === '' || timeZone === 'Local') timeZone = 'UTC';
    if (!isTimeZone(timeZone)) return err(`provided bad location ${timeZone}: unknown time zone ${timeZone}`);
    spec = (zoned.groups?.['rest'] ?? '').trim();
  }
  if (spec.startsWith('@every ')) return parseEvery(spec);
  if (spec.startsWith('@')) {
    const expanded = descriptors[spec];
    if (expanded === undefined) return err(`unrecognized descriptor: ${spec}`);
    spec = expanded;
  }
  const words = spec.split(/\s+/).filter((word) => word !== '');
  if (words.length !== 5) return err(`expected exactly 5 fields, found ${words.length}: [${words.join(' ')}]`);
  const fields: Partial<Record<keyof typeof bounds, CronField>> = {};
  for (const [index, name] of (['minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'] as const).entries()) {
    const field = parseField(words[index] ?? '', bounds[name]);
    if (!field.ok) return field;
    fields[name] = field.value;
  }
  return ok({ kind: 'Fields', ...(timeZone === undefined ? {} : { timeZone }), ...(fields as Record<keyof typeof bounds, CronField>) });
}

function parseField(text: string, limits: Bounds): Result<CronField, string> {
  const values = new Set<number>();
  let star = false;
  for (const part of text.split(',').filter((word) => word !== '')) {
    const range = parseRange(part, limits);
    if (!range.ok) return range;
    const { start, end, step } = range.value;
    star ||= range.value.star;
    for (let value = start; value <= end; value += step) values.add(value);
  }
  return ok({ values, star });
}

/** `number`, `number-number`, `*`, `?`, each with an optional `/step`. */
function parseRange(text: string, limits: Bounds): Result<{ start: number; end: number; step: number; star: boolean }, string> {
  const [range = '', stepText, ...more] = text.split('/');
  const [low = '', high, ...rest] = range.split('-');
  if (more.length > 0) return err(`too many slashes: ${text}`);
  let { min: start, max: end } = limits;
  const star = low === '*' || low === '?';
  if (!star) {
    const first = parseNumberOrName(low, limits);
    if (!first.ok) return first;
    start = first.value;
    if (rest.length > 0) return err(`too many hyphens: ${text}`);
    // “5/15” means from 5 on, in steps of 15.
    const last = high === undefined ? ok(stepText === undefined ? start : end) : parseNumberOrName(high, limits);
    if (!last.ok) return last;
    end = last.value;
  }
  let step = 1;
  if (stepText !== undefined) {
    const parsed = parseNumber(stepText);
    if (!parsed.ok) return parsed;
    step = parsed.value;
  }
  if (start < limits.min) return err(`beginning of range (${start}) below minimum (${limits.min}): ${text}`);
  if (end > limits.max) return err(`end of range (${end}) above maximum (${limits.max}): ${text}`);
  if (start > end) return err(`beginning of range (${start}) beyond end of range (${end}): ${text}`);
  if (step === 0) return err(`step of range should be a positive number: ${text}`);
  return ok({ start, end, step, star: star && step === 1 });
}

function parseNumberOrName(text: string, limits: Bounds): Result<number, string> {
  const named = limits.names?.indexOf(text.toLowerCase()) ?? -1;
  return named >= 0 ? ok(named + limits.min) : parseNumber(text);
}

function parseNumber(text: string): Result<number, string> {
  if (/^-\d+$/.test(text)) return err(`negative number (${Number(text)}) not allowed: ${text}`);
  if (!/^\+?\d+$/.test(text) || BigInt(text.replace('+', '')) > maxInt64) {
    return err(`failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  return ok(Number(text));
}

const unitNanoseconds: Readonly<Record<string, number>> = {
  ns: 1, us: 1e3, 'µs': 1e3, 'μs': 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3_600e9,
};
const maxInt64 = 2n ** 63n - 1n;

/** `@every` and a Go duration. Less than a second counts as one, parts of a second are dropped. */
function parseEvery(text: string): Result<CronSchedule, string> {
  const duration = text.slice('@every '.length);
  const nanoseconds = durationNanoseconds(duration);
  if (nanoseconds === undefined) return err(`failed to parse duration ${text}: time: invalid duration ${JSON.stringify(duration)}`);
  return ok({ kind: 'Every', intervalSeconds: Math.max(1, Number(nanoseconds / 1_000_000_000n)) });
}

/** Source: time.ParseDuration. Undefined when it is no duration, or longer than an int64 of nanoseconds (292 years). */
function durationNanoseconds(text: string): bigint | undefined {
  const amount = text.replace(/^[+-]/, '');
  if (amount === '0') return 0n;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(amount)) return undefined;
  let sum = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of amount.matchAll(/(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g)) {
    const size = unitNanoseconds[unit] ?? 0;
    sum += BigInt(whole || 0) * BigInt(size) + BigInt(Math.trunc(Number(`0.${fraction || 0}`) * size));
  }
  if (sum > maxInt64) return undefined;
  return text.startsWith('-') ? -sum : sum;
}
