import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';

/** The Service for whose load balancer the service controller opened ports; undefined: the rule is somebody else's. @param from as `CloudSecurityGroup` has it */
export function serviceOfRule(from: string): ObjectRef | undefined {
  const [, namespace, name] = /^clients of ([^/]*)\/(.+)$/.exec(from) ?? [];
  return name === undefined ? undefined : { apiVersion: 'v1', kind: 'Service', namespace: namespace || 'default', name };
}
