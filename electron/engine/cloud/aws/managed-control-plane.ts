import { regionOf } from '../../../../shared/cloud/aws/catalogue/regions.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { AwsAccount } from './account.ts';
import { charge, close } from './ledger.ts';

const id = 'eks';

/** A cluster without control-plane machines of its own has one of EKS, which costs something while it is there. */
export function billControlPlane(account: AwsAccount): void {
  const { state, spec, nowMs, context: { api } } = account;
  let isManaged = true;
  for (const { spec: { roles } } of api.list<Machine>('machines')) if (roles.includes('control-plane')) isManaged = false;
  const known = state.bills.get(id);
  if (isManaged === (known?.running !== undefined)) return;
  if (isManaged) charge(state.bills, id, { kind: 'ControlPlane', type: 'EKS cluster' }, regionOf(spec.region)?.prices.eksClusterHour ?? 0, nowMs);
  else close(state.bills, id, nowMs);
  account.changed();
}
