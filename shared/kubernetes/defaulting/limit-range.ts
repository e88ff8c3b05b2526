import type { Fields } from '../fields.ts';
import { fieldsOf, itemsOf, textMapOf, textOf } from '../fields.ts';
import { defaultResourceList } from './resources.ts';

/** Limits of containers fill in each other: max → default → defaultRequest ← min. Source: SetDefaults_LimitRangeItem. */
export function defaultLimitRange(limitRange: Fields): void {
  for (const item of itemsOf(fieldsOf(limitRange, 'spec'), 'limits')) {
    for (const list of ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio']) defaultResourceList(item, list);
    if (textOf(item, 'type') !== 'Container') continue;
    const limits = { ...textMapOf(item, 'max'), ...textMapOf(item, 'default') };
    const requests = { ...textMapOf(item, 'min'), ...limits, ...textMapOf(item, 'defaultRequest') };
    if (Object.keys(limits).length > 0) item['default'] = limits;
    if (Object.keys(requests).length > 0) item['defaultRequest'] = requests;
  }
}
