import { err, ok } from '../../../../shared/result.ts';
import type { CloudInstances, InstanceMetadata } from '../cloud-instances.ts';
import type { AwsAccount, Answer } from './account.ts';
import { machineRef } from './instances.ts';
import type { Instance } from './state.ts';

export const cloudControllerManager = 'cloud-controller-manager';

/** What cloud-provider-aws finds out of nodes. Differs: nodes go by the names of machines, not by their instances' private DNS names. */
export function awsInstances(account: AwsAccount): CloudInstances {
  return {
    describe(node, providerID) {
      const id = providerID.split('/').at(-1) ?? '';
      let found: Instance | undefined;
      const { result, durationMs, message } = account.call({
        caller: cloudControllerManager, service: 'ec2', action: 'DescribeInstances', subject: machineRef(node),
        request: id ? { InstanceIds: [id] } : { Filters: [{ Name: 'tag:Name', Values: [node] }] },
        perform() {
          found = id ? [...account.state.instances.values()].find((one) => one.id === id) : account.state.instances.get(node);
          return ok<Answer>(found ? { InstanceId: found.id, State: found.state, InstanceType: found.type, AvailabilityZone: found.zone, PrivateIpAddress: found.address } : { Reservations: [] });
        },
      });
      if (!result.ok) return { durationMs, result: err(message) };
      return { durationMs, result: ok(found && found.state !== 'terminated' && found.state !== 'shutting-down' ? metadataOf(account, found) : undefined) };
    },
  };
}

function metadataOf({ spec: { region } }: AwsAccount, { id, type, zone, address, state }: Instance): InstanceMetadata {
  const domain = region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`;
  const name = `ip-${address.replaceAll('.', '-')}.${domain}`;
  return {
    providerID: `aws:///${zone}/${id}`, instanceType: type, zone, region, isShutDown: state === 'stopped' || state === 'stopping',
    addresses: [{ type: 'InternalIP', address }, { type: 'InternalDNS', address: name }, { type: 'Hostname', address: name }],
  };
}
