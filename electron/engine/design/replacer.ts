import type { JsonValue } from '../../../shared/json.ts';
import { resourceTypeFor, resourceTypes } from '../../../shared/kubernetes/registry.ts';
import type { Component, ComponentContext } from '../component.ts';
import { decodeState, encodeState } from '../simulation/state-codec.ts';
import { asObject, type Replacement } from './apply-changes.ts';

/** Creates the new object of a replacement once the old one is gone, as `kubectl replace --force` does. Runs outside the cluster: it is the person's hand. */
export class Replacer implements Component {
  readonly name = 'replacer';
  readonly process = 'world';
  readonly watches: readonly string[] = resourceTypes.map((type) => type.resource);
  private waiting: Replacement[] = [];
  private readonly context: ComponentContext;

  constructor(context: ComponentContext) {
    this.context = context;
  }

  add(replacement: Replacement): void {
    this.waiting.push(replacement);
    this.context.wakeAt(this.context.env.nowMs);
  }

  start(): void {}

  stop(): void {}

  observe(): void {
    if (this.waiting.length > 0) this.context.wakeAt(this.context.env.nowMs);
  }

  run(): void {
    this.waiting = this.waiting.filter(({ ref, manifest }) => {
      const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
      const key = ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name;
      if (this.context.api.get(resource, key)) return true;
      this.context.api.create(asObject(manifest));
      return false;
    });
  }

  save(): JsonValue {
    return encodeState(this.waiting);
  }

  load(state: JsonValue): void {
    this.waiting = decodeState(state) as Replacement[];
  }
}
