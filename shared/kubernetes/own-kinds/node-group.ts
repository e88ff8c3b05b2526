import type { Fields } from '../fields.ts';
import { ensureFields, fieldsOf, numberOf, optionalNumber, setDefault, textOf, textsOf } from '../fields.ts';
import { dns1123Label, dns1123LabelMaxLength } from '../names.ts';
import { ageOf, nameOf } from '../printing/cells.ts';
import { age, column, integer, nameColumn, printer, wide } from '../printing/table.ts';
import { desiredSizeOf, type NodeGroup } from '../types/node-group.ts';
import type { FieldErrors } from '../validation/field-errors.ts';
import { duplicate, invalid, invalidAll } from '../validation/field-errors.ts';
import { validateNotNegative } from '../validation/numbers.ts';
import { validateHardware } from './hardware.ts';
import { ownValidation } from './metadata.ts';
import type { OwnKind } from './own-kind.ts';

/** Machines are named `<group>-<5 characters>`. */
const suffixLength = 6;

/** Equal machines whose number can be changed. By default ordinary workers in one zone. */
export const nodeGroupKind: OwnKind = {
  kind: 'NodeGroup',
  resource: 'nodegroups',
  options: { namespaced: false, short: ['ng'], status: true, generation: true },
  documentField: 'nodeGroups',
  words: 'node groups',
  schema: `
NodeGroup: Equal machines whose number the cluster autoscaler, or a person, changes.
  metadata  ObjectMeta
  spec      NodeGroupSpec
  status    NodeGroupStatus?
NodeGroupSpec
  minSize      int32!*     # Fewest machines.
  maxSize      int32!*     # Most machines.
  desiredSize  int32?      # Machines wanted now; the cluster autoscaler writes it. Default minSize.
  type         string      # Machine type of the catalogue, e.g. m5.large; decides the capacity.
  zones        []string    # Zones over which the machines are spread evenly. Default zone-a.
  capacity     {}quantity  # Capacity other than that of the type.
  labels       {}string    # Extra labels of the Nodes.
  taints       []Taint     # Extra taints of the Nodes.
  bootSeconds  int32?      # Seconds from power-on until the kubelet starts. Default 30.
NodeGroupStatus
  observedGeneration  int64
  size                int32!  # Machines that there are.
  ready               int32!  # Machines whose node is ready.
  message             string  # Why the cloud gave no machine the last time that it was asked for one.
`,
  defaults(group) {
    const spec = ensureFields(group, 'spec');
    setDefault(spec, 'type', 'm5.large');
    if (textsOf(spec, 'zones').length === 0) spec['zones'] = ['zone-a'];
    setDefault(spec, 'bootSeconds', 30);
  },
  validation: ownValidation(dns1123LabelMaxLength - suffixLength, validateNodeGroupSpec),
  printer: printer([nameColumn, integer('Min'), integer('Max'), integer('Desired'), integer('Size'), integer('Ready'), age, column('Type'), wide('Zones')], (group, nowMs) => {
    const [spec, status] = [fieldsOf(group, 'spec'), fieldsOf(group, 'status')];
    return [
      nameOf(group), numberOf(spec, 'minSize'), numberOf(spec, 'maxSize'), desiredSizeOf(spec as unknown as NodeGroup['spec']) || 0,
      numberOf(status, 'size'), numberOf(status, 'ready'), ageOf(group, nowMs), textOf(spec, 'type'), textsOf(spec, 'zones').join(','),
    ];
  }),
};

/** A size that was in order stays in order when only the bounds move: it is then read within them, as an Auto Scaling group does. */
function validateNodeGroupSpec(spec: Fields, old: Fields | undefined): FieldErrors {
  const errors = validateNotNegative(spec, 'spec', 'minSize', 'desiredSize');
  const [min, max] = [numberOf(spec, 'minSize'), numberOf(spec, 'maxSize')];
  if (max < 1) errors.push(invalid('spec.maxSize', max, 'must be greater than 0'));
  else if (max < min) errors.push(invalid('spec.maxSize', max, 'must be greater than or equal to `minSize`'));
  const desired = optionalNumber(spec, 'desiredSize');
  if (desired !== undefined && desired !== optionalNumber(old, 'desiredSize') && errors.length === 0) {
    if (desired < min) errors.push(invalid('spec.desiredSize', desired, 'must be greater than or equal to `minSize`'));
    if (desired > max) errors.push(invalid('spec.desiredSize', desired, 'must be less than or equal to `maxSize`'));
  }
  const zones = textsOf(spec, 'zones');
  zones.forEach((zone, index) => {
    errors.push(...invalidAll(`spec.zones[${index}]`, zone, dns1123Label(zone)));
    if (zones.indexOf(zone) < index) errors.push(duplicate(`spec.zones[${index}]`, zone));
  });
  return [...errors, ...validateHardware(spec)];
}
