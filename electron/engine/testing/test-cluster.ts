import { createAdmission } from '../admission/admission.ts';
import { bootstrapApi } from '../apistore/bootstrap.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import type { ComponentFactory } from '../component.ts';
import { defaultEpoch } from '../env.ts';
import { Simulation } from '../simulation/simulation.ts';
import type { Status } from '../../../shared/kubernetes/status.ts';
import type { Result } from '../../../shared/result.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';

/** A real API with the components under test and nothing else; time moves when the test says so. */
export class TestCluster {
  readonly simulation: Simulation;
  readonly commits: WatchEvent[] = [];
  /** The same, with the simulated time of each. */
  readonly commitTimes: { atMs: number; event: WatchEvent }[] = [];

  constructor(factories: readonly ComponentFactory[], options: { seed?: number; start?: boolean } = {}) {
    this.simulation = new Simulation({
      seed: options.seed ?? 1, epoch: defaultEpoch,
      admission: (reader, env) => createAdmission({
        get: (resource, key) => reader.get(resource, key), list: (resource) => reader.list(resource), newUid: () => env.newUid(),
      }),
    });
    this.simulation.addAll(factories);
    this.simulation.onCommit((event) => {
      this.commits.push(event);
      this.commitTimes.push({ atMs: this.simulation.nowMs, event });
    });
    if (options.start === false) return;
    bootstrapApi(this.simulation.store, this.simulation.env, this.simulation.server.fields);
    this.simulation.start();
  }

  get api(): ApiReader {
    return this.simulation.store;
  }

  get nowMs(): number {
    return this.simulation.nowMs;
  }

  /** A client that is no component: a user. */
  get user(): ReturnType<Simulation['client']> {
    return this.simulation.client('test');
  }

  create<T extends KubernetesObject>(object: T): T {
    return must(this.user.create(object));
  }

  /** Reads, changes and writes an object; `change` may alter the copy that it gets. */
  edit<T extends KubernetesObject>(
    resource: string, key: string, change: (object: T) => void, subresource: 'update' | 'updateStatus' = 'update',
  ): T {
    const copy = structuredClone(this.get<T>(resource, key));
    change(copy);
    return must(this.user[subresource](copy));
  }

  delete(resource: string, key: string, options?: Parameters<ReturnType<Simulation['client']>['delete']>[2]): void {
    must(this.user.delete(resource, key, options));
  }

  get<T extends KubernetesObject>(resource: string, key: string): T {
    const object = this.api.get<T>(resource, key);
    if (!object) throw new Error(`There is no ${resource} ${key}`);
    return object;
  }

  list<T extends KubernetesObject>(resource: string): T[] {
    return [...this.api.list<T>(resource)];
  }

  /** Lets simulated time pass. */
  advance(ms: number): this {
    this.simulation.runUntil(this.nowMs + ms);
    return this;
  }

  /** `reason: message` of the Events about an object, in order of their first occurrence. */
  eventsAbout(name: string): string[] {
    return this.list<Event>('events').filter((event) => event.involvedObject.name === name).map(
      (event) => `${event.reason}: ${event.message}`
    );
  }
}

export function must<T>(result: Result<T, Status>): T {
  if (!result.ok) throw new Error(`${result.error.reason}: ${result.error.message}`);
  return result.value;
}
