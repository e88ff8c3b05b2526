import type { Mirror } from '../../store/mirror.ts';
import type { PodShape } from '../geometry/machine-body.ts';

/**
 * How many containers and volumes each pod's box shows. Details come only for machines in view: until then the owner's template says it, or
 * the number of
 * containers. What was once known is kept, so that a box does not change when its machine leaves the view.
 */
export class PodShapes {
  readonly #known = new Map<string, { containers: number; volumes: number }>();
  #templates = new Map<string, { containers: number; volumes: number }>();

  /** Templates by `namespace/owner`; called when cards changed. */
  readTemplates(mirror: Mirror): void {
    this.#templates = new Map();
    for (const uid of mirror.cardUids()) {
      const row = mirror.card(uid);
      if (row?.template)
        this.#templates.set(`${row.ref.namespace ?? ''}/${row.ref.name}`, {
          containers: row.template.containers.length,
          volumes: row.template.volumes.length,
        });
    }
  }

  shapeOf(mirror: Mirror, slot: number): PodShape {
    const { pods } = mirror;
    const uid = pods.uid[slot] as string;
    const detail = mirror.podDetail(uid);
    if (detail) {
      const shape = { containers: detail.containers.length, volumes: detail.volumes.length };
      this.#known.set(uid, shape);
      return { uid, ...shape };
    }
    const known = this.#known.get(uid);
    if (known) return { uid, ...known };
    const owner = pods.owner[slot];
    const template = owner ? this.#templates.get(`${pods.namespace[slot]}/${owner}`) : undefined;
    if (template && template.containers >= (pods.total[slot] as number)) return { uid, ...template };
    return { uid, containers: pods.total[slot] as number, volumes: 0 };
  }

  forget(uid: string): void {
    this.#known.delete(uid);
  }

  clear(): void {
    this.#known.clear();
  }
}
