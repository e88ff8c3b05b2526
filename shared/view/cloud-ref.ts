import type { ObjectRef } from '../kubernetes/registry.ts';

/** Version of EC2's API: what stands in a cloud's network is referred to as objects are, and told apart from them by this. */
const ec2 = 'ec2.amazonaws.com/2016-11-15';

export type CloudKind = 'Vpc' | 'Subnet' | 'InternetGateway' | 'NatGateway' | 'SecurityGroup';
export type CloudRef = ObjectRef & { kind: CloudKind };

/** @param id as AWS gives it: `nat-0…` */
export function cloudRef(kind: CloudKind, id: string): CloudRef {
  return { apiVersion: ec2, kind, name: id };
}

/** Whether this is no object of the cluster, but something of the cloud's network: commands have nothing to do with it. */
export function isCloudRef(ref: ObjectRef): ref is CloudRef {
  return ref.apiVersion === ec2;
}

/** The same of a refKey. */
export function isCloudKey(key: string): boolean {
  return key.startsWith(`${ec2}/`);
}
