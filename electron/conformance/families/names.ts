import { cidr, ip } from '../../../shared/kubernetes/names-ip.ts';
import type { NameRule } from '../../../shared/kubernetes/names.ts';
import {
  annotationKey, configMapKey, dns1035Label, dns1123Label, dns1123Subdomain, envVarName, envVarNameRelaxed, labelKey, labelValue, percent,
  portName, wildcardSubdomain,
} from '../../../shared/kubernetes/names.ts';
import { compare, skipped } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

const rules = new Map<string, NameRule>(Object.entries({
  annotationKey, cidr, configMapKey, dns1035Label, dns1123Label, dns1123Subdomain, envVarName, envVarNameRelaxed, ip, labelKey, labelValue,
  percent, portName, wildcardSubdomain,
}));

export const namesFamily = defineAdapter<{ in: string; valid: Record<string, boolean> }>(['names'], (vector) => {
  const actual: Record<string, boolean> = {};
  for (const name of Object.keys(vector.valid)) {
    const rule = rules.get(name);
    if (!rule) return skipped(`unknown rule ${name}`);
    actual[name] = rule(vector.in).length === 0;
  }
  return compare(vector.valid, actual);
});
