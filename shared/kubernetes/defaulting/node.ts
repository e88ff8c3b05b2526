import type { Fields } from '../fields.ts';
import { ensureFields, optionalFields, textOf, textsOf } from '../fields.ts';
import { defaultResourceList } from './resources.ts';

/** Source: core/v1 SetDefaults_NodeStatus, and conversion, which keeps `podCIDR` and `podCIDRs` in step. */
export function defaultNode(node: Fields): void {
  const spec = ensureFields(node, 'spec');
  const podCIDR = textOf(spec, 'podCIDR');
  const podCIDRs = textsOf(spec, 'podCIDRs');
  if (podCIDR !== '' && podCIDRs.length === 0) spec['podCIDRs'] = [podCIDR];
  else if (podCIDR !== '' && podCIDRs[0] !== podCIDR) spec['podCIDRs'] = [podCIDR];
  // An empty one is as good as none: it is not written.
  else if (podCIDRs[0]) spec['podCIDR'] = podCIDRs[0];
  const status = optionalFields(node, 'status');
  const capacity = optionalFields(status, 'capacity');
  if (!status || !capacity) return;
  defaultResourceList(status, 'capacity');
  if (!optionalFields(status, 'allocatable')) status['allocatable'] = { ...capacity };
  else defaultResourceList(status, 'allocatable');
}
