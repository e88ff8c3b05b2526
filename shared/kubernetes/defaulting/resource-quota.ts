import type { Fields } from '../fields.ts';
import { optionalFields } from '../fields.ts';
import { defaultResourceList } from './resources.ts';

export function defaultResourceQuota(quota: Fields): void {
  const spec = optionalFields(quota, 'spec');
  if (spec) defaultResourceList(spec, 'hard');
}
