import type { Mirror } from '../../store/mirror.ts';
import type { Rect } from '../geometry/rect.ts';

/** How a pod came to be where it is now drawn: made just now, or bound from a place in the tray. */
export type Arrival = { kind: 'created' } | { kind: 'bound'; from: Rect };

/** What the arrivals need to know of the scene. */
interface Places {
  podRect(uid: string): Rect | undefined;
}

const keptMs = 1_500;

/**
 * Tells pods that came into being (or were bound) a moment ago from those that merely came into view: only the former move on the canvas.
 * Wall time is the
 * caller's (`performance.now`), since it is about pictures.
 */
export class PodArrivals {
  readonly #known = new Map<string, Rect | undefined>();
  readonly #recent = new Map<string, { arrival: Arrival; at: number }>();
  readonly #waiting = new Set<string>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** After a new list nothing counts as new. */
  restart(mirror: Mirror, places: Places): void {
    this.#known.clear();
    this.#recent.clear();
    this.#waiting.clear();
    for (const uid of mirror.pods.uids()) this.#known.set(uid, undefined);
    for (const uid of mirror.pods.uidsOn('')) this.#wait(uid, places);
  }

  observe(mirror: Mirror, places: Places, machines: ReadonlySet<string>): void {
    const now = this.#now();
    for (const [uid, entry] of this.#recent) if (now - entry.at > keptMs) this.#recent.delete(uid);
    for (const machine of machines) {
      for (const uid of mirror.pods.uidsOn(machine)) {
        const isKnown = this.#known.has(uid);
        const from = this.#known.get(uid);
        if (!isKnown) this.#recent.set(uid, { arrival: { kind: 'created' }, at: now });
        else if (machine !== '' && from) this.#recent.set(uid, { arrival: { kind: 'bound', from }, at: now });
        if (machine === '') this.#wait(uid, places);
        else {
          this.#known.set(uid, undefined);
          this.#waiting.delete(uid);
        }
      }
    }
    // Places in the tray change as others leave it.
    for (const uid of this.#waiting) {
      if (mirror.pods.slotOf(uid) === undefined) {
        this.#waiting.delete(uid);
        this.#known.delete(uid);
      } else this.#known.set(uid, places.podRect(uid));
    }
    if (this.#known.size > 2 * mirror.pods.size + 64)
      for (const uid of this.#known.keys()) if (mirror.pods.slotOf(uid) === undefined) this.#known.delete(uid);
  }

  /** How this pod arrived, if that is not longer ago than the picture of it lasts. */
  arrivalOf(uid: string): Arrival | undefined {
    const entry = this.#recent.get(uid);
    return entry && this.#now() - entry.at <= keptMs ? entry.arrival : undefined;
  }

  #wait(uid: string, places: Places): void {
    this.#waiting.add(uid);
    this.#known.set(uid, places.podRect(uid));
  }
}
