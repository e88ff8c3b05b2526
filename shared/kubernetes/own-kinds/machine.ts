import type { Fields } from '../fields.ts';
import { ensureFields, fieldsOf, setDefault, textOf, textsOf } from '../fields.ts';
import { dns1123LabelMaxLength } from '../names.ts';
import { ageOf, nameOf } from '../printing/cells.ts';
import { age, column, nameColumn, printer, wide } from '../printing/table.ts';
import type { FieldErrors } from '../validation/field-errors.ts';
import { duplicate, notSupported, required } from '../validation/field-errors.ts';
import { validateHardware } from './hardware.ts';
import { ownValidation } from './metadata.ts';
import type { OwnKind } from './own-kind.ts';

const machineRoles = ['control-plane', 'worker'];

/** A computer that the provider builds. By default an ordinary worker that takes half a minute to boot. */
export const machineKind: OwnKind = {
  kind: 'Machine',
  resource: 'machines',
  options: { namespaced: false, status: true, generation: true },
  documentField: 'machines',
  words: 'machines',
  schema: `
enum MachineRole = worker | control-plane
enum MachinePhase = Provisioning | Booting | Running | Off | Crashed
Machine: A computer that the provider builds; its kubelet registers the Node of the same name.
  metadata  ObjectMeta
  spec      MachineSpec
  status    MachineStatus?
MachineSpec
  roles        []MachineRole  # worker, control-plane, or both in one.
  type         string         # Machine type of the catalogue, e.g. m5.large; decides the capacity.
  zone         string         # Zone in which it stands.
  capacity     {}quantity     # Capacity other than that of the type.
  labels       {}string       # Extra labels of the Node.
  taints       []Taint        # Extra taints of the Node.
  bootSeconds  int32?         # Seconds from power-on until the kubelet starts. Default 30.
  egress       bool?          # Whether its pods reach the Internet through it. Default true.
MachineStatus
  phase           MachinePhase
  address         string
  phaseChangedAt  time?
  instanceID      string   # Name that the cloud has for it.
  maxPods         int32?   # Most pods, where the network of the cloud decides that.
  message         string   # Why it could not be built yet.
`,
  defaults(machine) {
    const spec = ensureFields(machine, 'spec');
    if (textsOf(spec, 'roles').length === 0) spec['roles'] = ['worker'];
    setDefault(spec, 'type', 'm5.large');
    setDefault(spec, 'zone', 'zone-a');
    setDefault(spec, 'bootSeconds', 30);
  },
  // The name becomes that of the node, which is the value of a label.
  validation: ownValidation(dns1123LabelMaxLength, validateMachineSpec),
  printer: printer([nameColumn, column('Phase'), column('Roles'), column('Type'), column('Zone'), age, wide('Address')], (machine, nowMs) => {
    const [spec, status] = [fieldsOf(machine, 'spec'), fieldsOf(machine, 'status')];
    return [
      nameOf(machine), textOf(status, 'phase'), textsOf(spec, 'roles').join(','), textOf(spec, 'type'), textOf(spec, 'zone'), ageOf(machine, nowMs),
      textOf(status, 'address') || '<none>',
    ];
  }),
};

function validateMachineSpec(spec: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const roles = textsOf(spec, 'roles');
  if (roles.length === 0) errors.push(required('spec.roles', 'a machine is a worker, a control plane, or both'));
  roles.forEach((role, index) => {
    if (!machineRoles.includes(role)) errors.push(notSupported(`spec.roles[${index}]`, role, machineRoles));
    if (roles.indexOf(role) < index) errors.push(duplicate(`spec.roles[${index}]`, role));
  });
  if (textOf(spec, 'zone') === '') errors.push(required('spec.zone'));
  return [...errors, ...validateHardware(spec)];
}
