import type { Fields } from '../../fields.ts';
import { fieldsOf, flagOf, itemsOf, textMapOf, textOf } from '../../fields.ts';
import { ageOf, nameOf } from '../cells.ts';
import { age, column, nameColumn, printer, wide } from '../table.ts';

const rolePrefix = 'node-role.kubernetes.io/';

/** Source: printNode. */
export const nodePrinter = printer(
  [
    nameColumn, column('Status'), column('Roles'), age, column('Version'), wide('Internal-IP'), wide('External-IP'), wide('OS-Image'),
    wide('Kernel-Version'), wide('Container-Runtime'),
  ],
  (node, nowMs) => {
    const status = fieldsOf(node, 'status');
    const info = fieldsOf(status, 'nodeInfo');
    return [
      nameOf(node), statusText(node), rolesOf(node).join(',') || '<none>', ageOf(node, nowMs), textOf(info, 'kubeletVersion'),
      addressOf(status, 'InternalIP'), addressOf(status, 'ExternalIP'), textOf(info, 'osImage') || '<unknown>',
      kernelText(info), textOf(info, 'containerRuntimeVersion') || '<unknown>',
    ];
  },
);

/** `6.1.0-13-amd64 (amd64)` */
function kernelText(info: Fields): string {
  const architecture = textOf(info, 'architecture');
  const version = textOf(info, 'kernelVersion') || '<unknown>';
  return architecture === '' ? version : `${version} (${architecture})`;
}

function statusText(node: Fields): string {
  // Should a condition be there twice, the last one counts.
  const ready = itemsOf(fieldsOf(node, 'status'), 'conditions').findLast((condition) => textOf(condition, 'type') === 'Ready');
  const state = ready ? (textOf(ready, 'status') === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
  return flagOf(fieldsOf(node, 'spec'), 'unschedulable') ? `${state},SchedulingDisabled` : state;
}

function rolesOf(node: Fields): string[] {
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(textMapOf(fieldsOf(node, 'metadata'), 'labels'))) {
    if (key.startsWith(rolePrefix)) roles.add(key.slice(rolePrefix.length));
    else if (key === 'kubernetes.io/role') roles.add(value);
  }
  roles.delete('');
  return [...roles].toSorted();
}

function addressOf(status: Fields, type: string): string {
  const found = itemsOf(status, 'addresses').find((address) => textOf(address, 'type') === type);
  return found ? textOf(found, 'address') : '<none>';
}
