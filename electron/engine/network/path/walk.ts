import type { Handler, Hop, Outcome, RouteStop } from '../../../../shared/network/trace.ts';

/**
 * What goes along with a request. The same steps are taken whether one request is followed or all alternatives are reckoned: a step that
 * may go several ways gives them to `choose`, and goes on in the continuation, which may run once, several times or not at all.
 */
export interface Walk {
  /** @param make is called only when hops are kept */
  hop(make: () => Hop): void;
  /** The request passes something that edges are drawn between. */
  pass(stop: RouteStop): void;
  /** Which endpoint is chosen depends on how often clients ask. @param seconds for how long a silent one is remembered */
  remember(seconds: number): void;
  /** A container takes the request. */
  handle(handler: Handler): void;
  readonly handlers: readonly Handler[];
  /**
   * @param alternatives at least one
   * @param options.weightOf how likely each is in comparison with the others; default all alike
   * @param options.classOf alternatives of the same class come to the same end, so that one may stand for all
   */
  choose<T>(alternatives: readonly T[], next: (chosen: T) => void, options?: ChooseOptions<T>): void;
  end(outcome: Outcome): void;
}

export interface ChooseOptions<T> {
  weightOf?: (alternative: T) => number;
  classOf?: (alternative: T) => string;
}

/** Follows one request. @param draw a number from 0 up to 1 for each choice */
export class Tracer implements Walk {
  readonly hops: Hop[] = [];
  readonly handlers: Handler[] = [];
  outcome: Outcome | undefined;
  private readonly draw: () => number;

  constructor(draw: () => number) {
    this.draw = draw;
  }

  hop(make: () => Hop): void {
    this.hops.push(make());
  }

  pass(): void {}

  remember(): void {}

  handle(handler: Handler): void {
    this.handlers.push(handler);
  }

  choose<T>(alternatives: readonly T[], next: (chosen: T) => void, { weightOf = alike }: ChooseOptions<T> = {}): void {
    const total = alternatives.reduce((sum, alternative) => sum + weightOf(alternative), 0);
    let place = alternatives.length > 1 ? this.draw() * total : 0;
    let last = alternatives[0] as T;
    for (const alternative of alternatives) {
      const weight = weightOf(alternative);
      if (weight === 0) continue;
      last = alternative;
      place -= weight;
      if (place < 0) break;
    }
    next(last);
  }

  end(outcome: Outcome): void {
    this.outcome = outcome;
  }
}

/** Reckons all that may become of a request. Outcomes that are the same by {@link keyOf} are one. */
export class Explorer implements Walk {
  private readonly found = new Map<string, { probability: number; outcome: Outcome; route: RouteStop[] }>();
  /** The shortest time for which clients are remembered on the way. */
  affinitySeconds: number | undefined;
  private probability = 1;
  private taken: Handler[] = [];
  private route: RouteStop[] = [];

  hop(): void {}

  pass(stop: RouteStop): void {
    this.route.push(stop);
  }

  remember(seconds: number): void {
    this.affinitySeconds = Math.min(this.affinitySeconds ?? Infinity, seconds);
  }

  handle(handler: Handler): void {
    this.taken.push(handler);
  }

  get handlers(): readonly Handler[] {
    return this.taken;
  }

  /** Begins anew with another origin, whose requests are this part of all. */
  begin(probability: number): void {
    this.probability = probability;
    this.taken = [];
    this.route = [];
  }

  choose<T>(alternatives: readonly T[], next: (chosen: T) => void, { weightOf = alike, classOf }: ChooseOptions<T> = {}): void {
    const { probability, taken, route } = this;
    const total = alternatives.reduce((sum, alternative) => sum + weightOf(alternative), 0);
    for (const [alternative, weight] of classOf ? merged(alternatives, weightOf, classOf) : alternatives.map((one) => [one, weightOf(one)] as const)) {
      if (weight === 0) continue;
      this.probability = (probability * weight) / total;
      this.taken = [...taken];
      this.route = [...route];
      next(alternative);
    }
    Object.assign(this, { probability, taken, route });
  }

  end(outcome: Outcome): void {
    const key = keyOf(outcome, this.route);
    const known = this.found.get(key);
    if (known) known.probability += this.probability;
    else this.found.set(key, { probability: this.probability, outcome, route: [...this.route] });
  }

  outcomes(): { probability: number; outcome: Outcome; route: RouteStop[] }[] {
    return [...this.found.values()];
  }
}

function alike(): number {
  return 1;
}

function merged<T>(alternatives: readonly T[], weightOf: (one: T) => number, classOf: (one: T) => string): Iterable<readonly [T, number]> {
  const classes = new Map<string, [T, number]>();
  for (const alternative of alternatives) {
    const name = classOf(alternative);
    const known = classes.get(name);
    if (known) known[1] += weightOf(alternative);
    else classes.set(name, [alternative, weightOf(alternative)]);
  }
  return classes.values();
}

/** What tells outcomes apart, in short for those that come by the thousand. */
function keyOf(outcome: Outcome, route: readonly RouteStop[]): string {
  const end = outcome.kind === 'Served' ? outcome.handlers.map(({ pod, container, port }) => `${pod.uid}/${container}/${port}`).join() : JSON.stringify(outcome);
  return `${end} ${route.map(stopKey).join()}`;
}

function stopKey(stop: RouteStop): string {
  switch (stop.kind) {
    case 'Pod': return stop.pod.uid;
    case 'External': return stop.host;
    case 'Service': return `${stop.namespace}/${stop.name}/${stop.portName}/${stop.port}`;
    case 'LoadBalancer': return `${stop.of}'s/${stop.namespace}/${stop.name}`;
    case 'Ingress': return `Ingress/${stop.namespace}/${stop.name}`;
  }
}
