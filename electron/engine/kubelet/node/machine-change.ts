import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { FleetContext } from '../context.ts';
import { powerOff, powerOn, removeNode } from './kubelet-process.ts';
import { followMachine } from './node-step.ts';
import { planNode } from './plan-node.ts';

/**
 * Brings a machine's runtime in line with its Machine object: there or gone, with or without power, and perhaps without power in
 * between.
 */
export function applyMachineChange(context: FleetContext, name: string): void {
  const { state } = context;
  state.changedMachines.delete(name);
  const machine = context.component.api.get<Machine>('machines', name);
  const known = state.nodes.get(name);
  const replaced = known && known.machineUid !== machine?.metadata.uid;
  if (known && replaced) removeNode(context, known);
  const node = replaced ? undefined : known;
  const lostPower = state.lostPower.delete(name);
  if (!machine) return;
  const running = machine.status?.phase === 'Running';
  if (node?.powered && (lostPower || !running)) powerOff(context, node);
  if (running && !node?.powered) planNode(context, powerOn(context, machine));
  else if (node) {
    const { generation = 0 } = machine.metadata;
    if (running && generation !== node.machineGeneration) followMachine(context, node, machine);
    node.machineGeneration = generation;
    planNode(context, node);
  }
}
