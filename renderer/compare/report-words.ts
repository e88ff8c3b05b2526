import { faultSubject, type Fault } from '../../shared/faults.ts';
import type { DesignReport } from '../../shared/compare/comparison.ts';
import type { Metric } from '../../shared/compare/metrics.ts';
import { clockText } from '../failures/time-text.ts';
import { formatCount, formatDuration, formatMoney, formatMs } from '../i18n/format.ts';
import type { Text } from '../i18n/use-text.ts';

/** What a line of the report is about. */
export function metricName({ id, fault }: Metric, text: Text): string {
  return fault ? `${clockText(fault.atMs)} ${faultName(fault.what, text)}` : text.t(`failures:metric.${id}`);
}

/** A planned fault in words, the step of a script as it stands there. */
export function faultName(what: string, { t }: Text): string {
  const value = JSON.parse(what) as Record<string, unknown>;
  if (typeof value['kind'] !== 'string') return Object.entries(value).map(([action, subject]) => `${action} ${typeof subject === 'string' ? subject : JSON.stringify(subject)}`).join(', ');
  const subject = faultSubject(value as unknown as Fault);
  const name = t(`failures:kind.${value['kind']}`);
  return subject === '' ? name : t('failures:label', { what: name, subject });
}

/** Never rounded up to 100 %, nor down to 0 %. */
function percent(share: number, isFailing: boolean, language: string): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  const rounded = isFailing ? Math.ceil(share * 10_000) / 100 : Math.floor(share * 10_000) / 100;
  return `${new Intl.NumberFormat(language, { minimumFractionDigits: 2 }).format(rounded)} %`;
}

export function metricValue({ id, unit, currency, fault }: Metric, value: number | undefined, design: DesignReport, { t, language }: Text): string {
  if (value === undefined) return fault ? t('failures:compare.notStruck') : '–';
  if (value === Infinity) return t('failures:compare.notByTheEnd');
  if (id === 'worstMinute') return t('failures:compare.from', { share: percent(value, false, language), time: clockText(design.overall.worstMinute.fromMs) });
  if (id === 'evictions' && value > 0) return `${formatCount(value)} (${Object.entries(design.evictions).map(([reason, count]) => `${count} ${reason}`).join(', ')})`;
  switch (unit) {
    case 'share': return percent(value, id === 'errorRate', language);
    case 'seconds': return formatDuration(value * 1_000);
    case 'ms': return formatMs(value);
    case 'money': return formatMoney(value, currency ?? 'USD', language, id === 'costSoFar' ? 4 : 2);
    case 'count': return formatCount(value);
  }
}
