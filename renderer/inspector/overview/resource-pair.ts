import { formatBytes, formatCores } from '../../i18n/format.ts';

/** `4.1/8` cores. */
export function coresPair(partMilli: number, wholeMilli: number): string {
  return `${formatCores(partMilli)}/${formatCores(wholeMilli)}`;
}

/** `19/32 Gi`: both in the unit of the whole, which is written once. */
export function bytesPair(part: number, whole: number): string {
  const text = formatBytes(whole);
  const [number = '', unit = ''] = text.split(' ');
  const size = whole / Number(number);
  if (!Number.isFinite(size) || size <= 0) return `${formatBytes(part)}/${text}`;
  return `${Math.round((part / size) * 10) / 10}/${number} ${unit}`;
}
