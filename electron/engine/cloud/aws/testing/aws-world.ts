import type { AwsSpec } from '../../../../../shared/cloud/provider-spec.ts';
import type { KubernetesObject } from '../../../../../shared/kubernetes/types/meta.ts';
import { defaultCluster } from '../../../../../shared/topology/cluster-document.ts';
import type { ClusterSpec, Manifest } from '../../../../../shared/topology/types.ts';
import type { CloudCall } from '../../../../../shared/view/cloud.ts';
import type { CloudApi } from '../../cloud.ts';
import { World, type WorldSnapshot } from '../../../world.ts';

/** A world whose provider is AWS in us-east-1, with machines of `spec` and other objects. */
export class AwsWorld {
  world: World;

  constructor(provider: Partial<AwsSpec> = {}, spec: Partial<ClusterSpec> = {}, manifests: readonly unknown[] = []) {
    const cluster = defaultCluster('aws', 7);
    const { world, refused } = World.create({
      cluster: { ...cluster, spec: { ...cluster.spec, provider: { name: 'aws', region: 'us-east-1', ...provider }, ...spec } }, manifests: manifests as Manifest[],
    });
    if (refused.length > 0) throw new Error(refused.map(({ status }) => status.message).join('; '));
    this.world = world;
  }

  get cloud(): CloudApi {
    const { cloud } = this.world.components;
    if (!cloud) throw new Error('the provider has an API');
    return cloud;
  }

  until(seconds: number): this {
    this.world.advance({ untilMs: seconds * 1000 });
    return this;
  }

  /** Goes on from a snapshot that has been written out and read. */
  reload(): this {
    this.world = World.restore(JSON.parse(JSON.stringify(this.world.snapshot())) as WorldSnapshot);
    return this;
  }

  get<T extends KubernetesObject>(resource: string, key: string): T | undefined {
    return this.world.api.get<T>(resource, key);
  }

  list<T extends KubernetesObject>(resource: string): T[] {
    return [...this.world.api.list<T>(resource)];
  }

  put(...manifests: unknown[]): void {
    const outcome = this.world.apply(manifests.map((manifest) => ({ op: 'put', manifest: manifest as Manifest })));
    if (!outcome.ok) throw new Error(outcome.error.status.message);
  }

  /** Calls in order, oldest first. @param action only those */
  calls(action?: string): CloudCall[] {
    return this.cloud.calls(2_000).reverse().filter((call) => action === undefined || call.action === action);
  }
}
