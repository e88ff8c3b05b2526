import type { Node } from '../../../../shared/kubernetes/types/node.ts';

/** One image name over the cluster. Source: framework.ImageStateSummary. */
export interface ImageState {
  /** As the first node that reported it said. */
  sizeBytes: number;
  /** Nodes that hold the image. */
  nodeCount: number;
  /** Counts changes; never goes back, which is why a state outlives the last node with the image. */
  version: number;
}

/** Which images are on how many nodes. */
export class ImageStates {
  private readonly states = new Map<string, ImageState>();
  private readonly recalled: ReadonlyMap<string, number>;

  /** @param recalled sizes that earlier ImageStates went by: which node reported an image first cannot be told from a listing */
  constructor(recalled: ReadonlyMap<string, number> = new Map()) {
    this.recalled = recalled;
  }

  get(name: string): ImageState | undefined {
    return this.states.get(name);
  }

  /** Name → size of all images that some node holds, by name: in what order nodes reported them is forgotten on a restore. */
  sizes(): Map<string, number> {
    const sizes: [string, number][] = [];
    for (const [name, { sizeBytes, nodeCount }] of this.states) if (nodeCount > 0) sizes.push([name, sizeBytes]);
    return new Map(sizes.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Replaces the images of one node. @returns its new name → state map */
  replace(before: ReadonlyMap<string, ImageState>, node: Node | undefined): Map<string, ImageState> {
    const after = new Map<string, ImageState>();
    for (const image of node?.status?.images ?? []) {
      for (const name of image.names ?? []) {
        let state = before.get(name) ?? this.states.get(name);
        if (!state) this.states.set(name, (state = { sizeBytes: 0, nodeCount: 0, version: 0 }));
        if (state.nodeCount === 0) state.sizeBytes = (state.version === 0 ? this.recalled.get(name) : undefined) ?? image.sizeBytes ?? 0;
        after.set(name, state);
      }
    }
    for (const [name, state] of after) if (!before.has(name)) change(state, 1);
    for (const [name, state] of before) if (!after.has(name)) change(state, -1);
    return after;
  }
}

function change(state: ImageState, delta: 1 | -1): void {
  state.nodeCount += delta;
  state.version += 1;
}

/** Image names without a tag mean `latest`. Source: imagelocality.normalizedImageName. */
export function normalizedImageName(name: string): string {
  return name.lastIndexOf(':') <= name.lastIndexOf('/') ? `${name}:latest` : name;
}
