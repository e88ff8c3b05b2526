import { isJsonObject, type JsonObject } from '../../../../shared/json.ts';
import type { ImageProfile } from '../../../../shared/topology/behaviour.ts';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import type { MachineEntry, Manifest } from '../../../../shared/topology/types.ts';
import { must } from '../../testing/test-cluster.ts';
import { World } from '../../world.ts';

export interface NetworkWorldOptions {
  /** Names of workers, or whole entries. */
  machines?: (string | MachineEntry)[];
  images?: ImageProfile[];
  manifests: Manifest[];
  /** How far it has run; default two minutes. */
  untilMs?: number;
}

/** A whole world with machines that boot fast, some while after its beginning. */
export function networkWorld({ machines = ['a', 'b'], images, manifests, untilMs = 120_000 }: NetworkWorldOptions): World {
  const cluster = defaultCluster('network', 1);
  cluster.spec.machines = machines.map((machine) => (typeof machine === 'string' ? { name: machine, roles: ['worker'], bootSeconds: 5 } : machine));
  if (images) cluster.spec.images = images;
  const { world, refused } = World.create({ cluster, manifests });
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
  advance(world, untilMs);
  return world;
}

export function advance(world: World, ms: number): void {
  world.advance({ untilMs: world.nowMs + ms });
}

/** Creates or replaces objects, as a person does. */
export function put(world: World, ...manifests: Manifest[]): void {
  const outcome = world.apply(manifests.map((manifest) => ({ op: 'put', manifest })));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
}

export function remove(world: World, resource: string, key: string): void {
  must(world.simulation.client('test').delete(resource, key));
}

/** @param spec of the one container: an image's name, or more of it */
export function deployment(name: string, replicas: number, container: string | JsonObject, rest: { namespace?: string; podSpec?: JsonObject } = {}): Manifest {
  const { namespace, podSpec = {} } = rest;
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, ...(namespace ? { namespace } : {}) },
    spec: {
      replicas, selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'c', ...(isJsonObject(container) ? container : { image: container }) }], ...podSpec },
      },
    },
  };
}

export function service(name: string, spec: JsonObject = {}, namespace?: string): Manifest {
  return {
    apiVersion: 'v1', kind: 'Service', metadata: { name, ...(namespace ? { namespace } : {}) },
    spec: { selector: { app: name }, ports: [{ port: 80 }], ...spec },
  };
}
