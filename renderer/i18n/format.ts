/** Simulated time as on the clock: `00:04:37`; hours grow beyond two digits. */
export function formatClock(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** A length of time in at most two units: `3 m 51 s`, `40 s`, `2 h 5 m`, `3 d`. Below one second `0 s`. Unit letters are those of Kubernetes in every language. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const units: [string, number][] = [['d', 86_400], ['h', 3_600], ['m', 60], ['s', 1]];
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return '0 s';
  const [letter, size] = units[first] as [string, number];
  const next = units[first + 1];
  const rest = next === undefined ? 0 : Math.floor((seconds % size) / next[1]);
  return `${Math.floor(seconds / size)} ${letter}${rest > 0 && next !== undefined ? ` ${rest} ${next[0]}` : ''}`;
}

/** What something cost: `+32 s`, below ten seconds with a decimal, `+0.4 s`. */
export function formatDelay(ms: number): string {
  return `+${ms < 10_000 && ms % 1_000 !== 0 ? `${Math.round(ms / 100) / 10} s` : formatDuration(ms)}`;
}

/** CPU as Kubernetes writes it: `250m`, `2`. */
export function formatCpu(milli: number): string {
  return milli % 1_000 === 0 ? String(milli / 1_000) : `${Math.round(milli)}m`;
}

/** CPU in cores with at most one decimal, for gauges: `0.9`. */
export function formatCores(milli: number): string {
  return String(Math.round(milli / 100) / 10);
}

/** Memory with a binary unit: `64 Mi`, `1.5 Gi`. */
export function formatBytes(bytes: number): string {
  const units = ['Ki', 'Mi', 'Gi', 'Ti'];
  let value = bytes / 1_024;
  let unit = 0;
  while (Math.abs(value) >= 1_024 && unit < units.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return `${value >= 100 || Number.isInteger(value) ? Math.round(value) : Math.round(value * 10) / 10} ${units[unit]}`;
}

/** A whole number with thin spaces between groups of three, in both languages: `5 826`. */
export function formatCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/gu, '\u202f');
}

/** Requests per second, with as many digits as one reads: `0.4`, `12.5`, `1 240`; with their unit. */
export function formatRate(rps: number): string {
  return `${rps >= 100 || Number.isInteger(rps) ? formatCount(Math.round(rps)) : Math.round(rps * 10) / 10} req/s`;
}

/** A short length of time: `8.4 ms`, `240 ms`, `2.3 s`. */
export function formatMs(ms: number): string {
  if (ms >= 1_000) return `${Math.round(ms / 100) / 10} s`;
  return `${ms >= 100 ? Math.round(ms) : Math.round(ms * 10) / 10} ms`;
}

/** An amount of money as the language writes it: `$0.0960`, `US$ 0,0960`. @param digits after the point; default as the currency has it */
export function formatMoney(amount: number, currency: string, language: string, digits = 2): string {
  return new Intl.NumberFormat(language, { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount);
}
