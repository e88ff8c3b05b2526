import type { PodColumns } from '../../shared/view/feed.ts';
import type { PodRow } from '../../shared/view/rows.ts';

/**
 * All pods, in columns by slot. A slot stays a pod's own until the pod is gone, so pictures can index by it; freed slots are used again. Rows are made only
 * when somebody asks, and kept until the pod changes, so that their identity says whether something changed.
 */
export class PodTable {
  /** State codes by slot (`podStates`); meaningless for free slots. */
  state = new Uint8Array(64);
  ready = new Uint8Array(64);
  total = new Uint8Array(64);
  restarts = new Uint16Array(64);
  readonly uid: string[] = [];
  readonly namespace: string[] = [];
  readonly name: string[] = [];
  readonly node: string[] = [];
  readonly owner: string[] = [];
  readonly podIP: string[] = [];
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #rows: (PodRow | undefined)[] = [];
  /** Slots per machine name in the order in which the pods arrived there; '' holds the Pending ones. */
  readonly #onMachine = new Map<string, number[]>();
  readonly #uidsOn = new Map<string, readonly string[]>();
  readonly #statesOn = new Map<string, Uint8Array>();

  get size(): number {
    return this.#slots.size;
  }

  slotOf(uid: string): number | undefined {
    return this.#slots.get(uid);
  }

  uids(): Iterable<string> {
    return this.#slots.keys();
  }

  row(uid: string): PodRow | undefined {
    const slot = this.#slots.get(uid);
    if (slot === undefined) return undefined;
    return this.#rows[slot] ??= {
      uid, namespace: this.namespace[slot] as string, name: this.name[slot] as string, node: this.node[slot] as string, owner: this.owner[slot] as string,
      podIP: this.podIP[slot] as string, state: this.state[slot] as number, ready: this.ready[slot] as number, total: this.total[slot] as number,
      restarts: this.restarts[slot] as number,
    };
  }

  /** The pod with this name. Looks through the name column: for what a person does, not for every frame. */
  find(namespace: string, name: string): PodRow | undefined {
    for (let slot = this.name.indexOf(name); slot >= 0; slot = this.name.indexOf(name, slot + 1)) {
      const uid = this.uid[slot] as string;
      if (uid !== '' && this.namespace[slot] === namespace) return this.row(uid);
    }
    return undefined;
  }

  /** Names of all pods. */
  *names(): Iterable<string> {
    for (const slot of this.#slots.values()) yield this.name[slot] as string;
  }

  /** Slots of the pods on a machine; do not change or keep. */
  slotsOn(machine: string): readonly number[] {
    return this.#onMachine.get(machine) ?? [];
  }

  /** Uids of the pods on a machine; the same array until membership changes. */
  uidsOn(machine: string): readonly string[] {
    const known = this.#uidsOn.get(machine);
    if (known !== undefined) return known;
    const uids = this.slotsOn(machine).map((slot) => this.uid[slot] as string);
    this.#uidsOn.set(machine, uids);
    return uids;
  }

  /** State codes of the pods on a machine, in the order of `uidsOn`; the same array until something there changes. */
  statesOn(machine: string): Uint8Array {
    const known = this.#statesOn.get(machine);
    if (known !== undefined) return known;
    const states = Uint8Array.from(this.slotsOn(machine), (slot) => this.state[slot] as number);
    this.#statesOn.set(machine, states);
    return states;
  }

  clear(): void {
    this.#slots.clear();
    this.#free.length = 0;
    this.#rows.length = 0;
    this.uid.length = 0;
    this.name.length = 0;
    this.#onMachine.clear();
    this.#uidsOn.clear();
    this.#statesOn.clear();
  }

  /** Sets rows from columns. Tells of each pod: its uid, its machine, and the machine it left or entered (undefined when it stayed). */
  put(columns: PodColumns, changed: (uid: string, machine: string, movedFrom: string | undefined, isNew: boolean) => void): void {
    if (columns.count === 0) return;
    const text = columns.text.split('\u0000');
    for (let index = 0; index < columns.count; index += 1) {
      const at = index * 6;
      const uid = text[at] as string;
      const node = text[at + 3] as string;
      const known = this.#slots.get(uid);
      const slot = known ?? this.#take(uid);
      const before = known === undefined ? undefined : this.node[slot];
      this.namespace[slot] = text[at + 1] as string;
      this.name[slot] = text[at + 2] as string;
      this.node[slot] = node;
      this.owner[slot] = text[at + 4] as string;
      this.podIP[slot] = text[at + 5] as string;
      this.state[slot] = columns.state[index] as number;
      this.ready[slot] = columns.ready[index] as number;
      this.total[slot] = columns.total[index] as number;
      this.restarts[slot] = columns.restarts[index] as number;
      this.#rows[slot] = undefined;
      this.#statesOn.delete(node);
      if (before !== node) {
        if (before !== undefined) this.#leave(slot, before);
        this.#enter(slot, node);
      }
      changed(uid, node, before === node ? undefined : before, known === undefined);
    }
  }

  /** Forgets a pod; returns the machine it stood on, undefined if it is not known. */
  remove(uid: string): string | undefined {
    const slot = this.#slots.get(uid);
    if (slot === undefined) return undefined;
    const machine = this.node[slot] as string;
    this.#leave(slot, machine);
    this.#slots.delete(uid);
    this.#rows[slot] = undefined;
    this.uid[slot] = '';
    this.#free.push(slot);
    return machine;
  }

  #take(uid: string): number {
    const slot = this.#free.pop() ?? this.uid.length;
    if (slot >= this.state.length) this.#grow();
    this.uid[slot] = uid;
    this.#slots.set(uid, slot);
    return slot;
  }

  #grow(): void {
    const capacity = this.state.length * 2;
    const larger = <T extends Uint8Array | Uint16Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.state = larger(this.state, new Uint8Array(capacity));
    this.ready = larger(this.ready, new Uint8Array(capacity));
    this.total = larger(this.total, new Uint8Array(capacity));
    this.restarts = larger(this.restarts, new Uint16Array(capacity));
  }

  #enter(slot: number, machine: string): void {
    const slots = this.#onMachine.get(machine);
    if (slots === undefined) this.#onMachine.set(machine, [slot]);
    else slots.push(slot);
    this.#uidsOn.delete(machine);
    this.#statesOn.delete(machine);
  }

  #leave(slot: number, machine: string): void {
    const slots = this.#onMachine.get(machine) as number[];
    slots.splice(slots.indexOf(slot), 1);
    if (slots.length === 0) this.#onMachine.delete(machine);
    this.#uidsOn.delete(machine);
    this.#statesOn.delete(machine);
  }
}
