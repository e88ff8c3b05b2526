import type { CloudLoadBalancer } from '../../../../../shared/view/cloud.ts';
import { AwsWorld } from './aws-world.ts';

const machines = ['a', 'b', 'c'].map((zone) => ({ name: `w-${zone}`, roles: ['worker' as const], zone: `zone-${zone}`, bootSeconds: 5 }));
const web = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas: 2, selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'nginx', image: 'nginx:1.27', ports: [{ containerPort: 80 }] }] } },
  },
};

/** Three workers in three zones and a Deployment, at 120 s, when all nodes are ready. @param more further machines */
export function startWeb(provider: ConstructorParameters<typeof AwsWorld>[0] = {}, more: Record<string, unknown>[] = []): AwsWorld {
  return new AwsWorld(provider, { machines: [...machines, ...more] as typeof machines }, [web]).until(120);
}

/** The Service of type LoadBalancer in front of it. */
export function balancedService(spec: Record<string, unknown> = {}, annotations: Record<string, unknown> = {}): unknown {
  return {
    apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'default', annotations },
    spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
  };
}

/** The first of the account. */
export function balancerOf(aws: AwsWorld): CloudLoadBalancer | undefined {
  return aws.cloud.view().loadBalancers[0];
}

export function targetStatesOf(aws: AwsWorld): string[] {
  return (balancerOf(aws)?.targets ?? []).map(({ machine, state }) => `${machine} ${state}`);
}
