import type { Container, Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { FleetContext } from './context.ts';
import { currentInstance, isRunning } from './pod/instance.ts';
import { hangsFromMs, listensFromMs } from './pod/probe-answer.ts';
import { probedPorts } from './pod/probe-port.ts';
import type { PodRuntime } from './pod/pod-state.ts';

/** What a connection to a port of a pod meets. */
export type PortAnswer =
  /** `assumed`: nothing is known about where the container listens. */
  | { kind: 'Open'; container: string; assumed: boolean }
  /** The kernel takes the connection, and nobody answers. */
  | { kind: 'Hung'; container: string }
  | { kind: 'Starting'; container: string }
  /** The container that listens there does not run. */
  | { kind: 'NotRunning'; container: string }
  | { kind: 'Closed' };

/** Where a container of a pod listens; undefined: not known. */
export interface ContainerPorts {
  readonly container: string;
  readonly ports: readonly number[] | undefined;
}

/** How the containers of a pod answer at a port now. */
export function portAnswer(context: FleetContext, pod: PodRuntime, object: Pod, port: number): PortAnswer {
  const ports = portsOf(context, object);
  const known = ports.find((one) => one.ports?.includes(port));
  const assumed = known ? undefined : assumedListener(ports);
  const name = known?.container ?? assumed?.container;
  if (name === undefined) return { kind: 'Closed' };
  const { nowMs } = context.component.env;
  const runtime = pod.containers.get(name);
  if (!runtime || !currentInstance(pod, runtime) || !isRunning(runtime, nowMs)) return { kind: 'NotRunning', container: name };
  if (nowMs < listensFromMs(context, runtime)) return { kind: 'Starting', container: name };
  if (nowMs >= hangsFromMs(context, runtime)) return { kind: 'Hung', container: name };
  return { kind: 'Open', container: name, assumed: !known };
}

/** The containers and sidecars of a pod, and where each listens. */
export function portsOf(context: FleetContext, { spec }: Pod): ContainerPorts[] {
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...spec.containers, ...sidecars].map((container) => ({ container: container.name, ports: listenPorts(context, container, spec.volumes) }));
}

/** A container's program has begun its work, and does not hang. */
export function isWorking(context: FleetContext, pod: PodRuntime, name: string): boolean {
  const { nowMs } = context.component.env;
  const runtime = pod.containers.get(name);
  return runtime !== undefined && currentInstance(pod, runtime) !== undefined && isRunning(runtime, nowMs) && nowMs >= listensFromMs(context, runtime) && nowMs < hangsFromMs(context, runtime);
}

/** The controller of IngressClasses that a container is; undefined: it is none. */
export function ingressControllerOf(context: FleetContext, { spec }: Pod, name: string): string | undefined {
  const container = spec.containers.find((one) => one.name === name);
  return container && context.behaviours.of(container.image ?? '').ingressController;
}

/**
 * What the design says of the image counts; else what the image is known for, unless the container is told otherwise: by a command or
 * arguments, or perhaps by files that are mounted into it. Declared ports are what its author says of those, and ports that probes ask.
 */
function listenPorts(context: FleetContext, container: Container, volumes: Pod['spec']['volumes'] = []): readonly number[] | undefined {
  const { listens } = context.behaviours.of(container.image ?? '');
  const declared = container.ports?.map(({ containerPort }) => containerPort) ?? [];
  if (listens?.byDesign) return listens.ports;
  const told = container.command !== undefined || container.args !== undefined;
  const said = [...new Set([...declared, ...probedPorts(container)])];
  if (listens && !told) return isConfigured(container, volumes) ? [...new Set([...said, ...listens.ports])] : listens.ports;
  return declared.length > 0 ? said : undefined;
}

function isConfigured({ volumeMounts = [] }: Container, volumes: NonNullable<Pod['spec']['volumes']>): boolean {
  return volumeMounts.some(({ name }) => volumes.some((volume) => volume.name === name && (volume.configMap ?? volume.secret) !== undefined));
}

/** Of whom nothing is known, the first container is taken to listen where it is asked. */
function assumedListener(ports: readonly ContainerPorts[]): ContainerPorts | undefined {
  return ports.find((one) => one.ports === undefined);
}
