import type { Fault } from '../../shared/faults.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { Manifest, Topology } from '../../shared/topology/types.ts';
import { Dice } from './dice.ts';
import { fifthEdition, fourthEdition, secondEdition, sixthEdition, thirdEdition } from './editions.ts';
import { randomBalancerController, randomBelongings } from './random-belongings.ts';
import { randomCloudFailures } from './random-cloud-failures.ts';
import { randomCuts } from './random-cuts.ts';
import { shortPressure, toleratesEverything } from './pressure.ts';
import { randomInput } from './random-inputs.ts';
import { randomExtras } from './random-extras.ts';
import { randomMachines } from './random-machines.ts';
import { randomFault } from './random-faults.ts';
import { randomManifests, soakImages } from './random-manifests.ts';
import { randomOutages } from './random-outages.ts';
import { planEndsMs, randomPlan } from './random-plans.ts';
import { randomScaling, scalingImages } from './random-scaling.ts';
import { randomSite } from './random-sites.ts';

/** Which of the things that exist when its time comes an input means: a number that is taken modulo their count. */
export type Pick = number;

/** What a person or a program does. */
export type Input =
  | { readonly do: 'put'; readonly manifest: Manifest }
  | { readonly do: 'delete'; readonly ref: ObjectRef }
  | { readonly do: 'patch'; readonly ref: ObjectRef; readonly patch: Record<string, unknown> }
  /** Server-side apply. */
  | { readonly do: 'apply'; readonly config: Manifest; readonly manager: string; readonly force: boolean }
  | { readonly do: 'deletePod' | 'evictPod'; readonly pod: Pick }
  | { readonly do: 'drain' | 'cordon' | 'uncordon'; readonly node: Pick };

/** What breaks; containers are picked among those that run then. */
export type Breakage = { readonly fault: Fault } | { readonly container: Pick; readonly make: (target: ContainerTarget) => Fault };

export interface ContainerTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

export interface FaultStep {
  readonly atMs: number;
  readonly breakage: Breakage;
  /** What ends it, `mendAtMs` when. Absent: it ends by itself. */
  readonly mend?: (target: ContainerTarget | undefined) => Fault;
  readonly mendAtMs: number;
}

export type Step = { readonly atMs: number; readonly input: Input } | FaultStep;

/** Everything that a seed stands for. */
export interface Story {
  readonly seed: number;
  readonly topology: Topology;
  /** By time. */
  readonly steps: readonly Step[];
  /** From now on nothing happens from outside, and everything broken is mended. */
  readonly calmFromMs: number;
}

/** Machines are up by then. */
const firstStepMs = 40_000;

/** The story of a seed. @param only numbers of the steps to keep; absent: all */
export function storyOf(seed: number, only?: readonly number[]): Story {
  const dice = new Dice(seed, 'story');
  const isFourth = dice.knows(fourthEdition);
  const site = isFourth ? randomSite(dice.fork('site')) : randomMachines(dice.fork('machines'));
  const { machines, workers, hosts, provider } = site;
  const manifests = randomManifests(dice.fork('manifests'), machines);
  const spanMs = dice.between(3, 15) * 60_000;
  const when = (): number => firstStepMs + dice.between(0, spanMs / 100) * 100;
  const steps: Step[] = [];
  const inputs = dice.fork('inputs');
  for (let left = dice.between(0, 10); left > 0; left -= 1) steps.push({ atMs: when(), input: randomInput(inputs, manifests) });
  const strokes = dice.fork('faults');
  for (let left = dice.between(0, isFourth ? 3 : 7); left > 0; left -= 1) steps.push(randomFault(strokes, when(), workers, hosts));
  steps.push(...randomExtras(dice.fork('extras'), when, machines, manifests));
  if (dice.knows(secondEdition)) steps.push(...randomCuts(dice.fork('cuts'), when, site));
  const scales = isFourth ? dice.fork('shop').percent(60) : dice.knows(thirdEdition);
  const scaling = scales ? randomScaling(dice.fork('scaling'), when, site.zones) : undefined;
  steps.push(...scaling?.steps ?? []);
  if (isFourth) steps.push(...randomOutages(dice.fork('outages'), when, site), ...randomCloudFailures(dice.fork('cloud'), when, site));
  if (dice.knows(fifthEdition)) steps.push(...randomBelongings(dice.fork('belongings'), when, site, manifests));
  const faults = isFourth ? randomPlan(dice.fork('plan'), when, site, manifests) : [];
  steps.sort((a, b) => a.atMs - b.atMs);
  const story = manifests.some(toleratesEverything) ? steps.map(shortPressure) : steps;
  const kept = only ? story.filter((_step, index) => only.includes(index)) : story;
  return {
    seed, steps: kept,
    topology: {
      cluster: {
        apiVersion: 'clusterwright.dev/v1', kind: 'Cluster', metadata: { name: `soak-${seed}` },
        spec: {
          seed, network: { podCIDR: '10.244.0.0/16', serviceCIDR: '10.96.0.0/16', nodeCIDR: '10.0.0.0/16' }, machines: [...machines], images: [...soakImages, ...(scaling ? scalingImages : [])],
          ...(provider.name === 'bare' ? {} : { provider }), ...(faults.length > 0 ? { faults } : {}),
          ...(scaling ? { nodeGroups: [...scaling.nodeGroups], traffic: [...scaling.traffic] } : {}),
        },
      },
      manifests: [...manifests, ...scaling?.manifests ?? [], ...(dice.knows(sixthEdition) ? randomBalancerController(dice.fork('controller'), site) : [])],
    },
    calmFromMs: Math.max(firstStepMs, planEndsMs(faults), ...kept.map((step) => ('mendAtMs' in step ? step.mendAtMs : step.atMs))) + 1_000,
  };
}
