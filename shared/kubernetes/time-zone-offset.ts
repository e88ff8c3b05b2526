import type { ZoneOffset } from './cron-next.ts';
import { isTimeZone } from './time-zone-names.ts';

const offsets = new Map<string, ZoneOffset | undefined>();

/**
 * The offset of an IANA time zone, or undefined for a name that is none. The rules are those that the JavaScript engine brings along
 * (ECMA-402), which are the same on every machine because the engine is part of the program.
 */
export function zoneOffsetOf(name: string): ZoneOffset | undefined {
  if (!offsets.has(name)) offsets.set(name, isTimeZone(name) ? makeOffset(name) : undefined);
  return offsets.get(name);
}

function makeOffset(timeZone: string): ZoneOffset | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone, calendar: 'iso8601', numberingSystem: 'latn', hourCycle: 'h23',
      year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
  } catch {
    return undefined;
  }
  return (atMs) => {
    const part = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const local = Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second']);
    return local - Math.floor(atMs / 1000) * 1000;
  };
}
