import type { Container, Pod, Probe } from '../../../../shared/kubernetes/types/pod.ts';
import { nextRelistMs, type FleetContext } from '../context.ts';
import { containerEvent } from '../events.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { ContainerRuntime, Instance, ProbeKind, ProbeRuntime } from './container-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { portsOf } from '../listening.ts';
import { isRunning } from './instance.ts';
import { findContainer } from './pod-object.ts';
import { nextAnswerChangeMs, probeAnswer } from './probe-answer.ts';
import { askedPort, isClosed } from './probe-port.ts';
import { probeFailureText } from './probe-output.ts';
import { probeResult } from './probe-results.ts';

interface KindOfProbe {
  kind: ProbeKind;
  field: 'startupProbe' | 'livenessProbe' | 'readinessProbe';
  /** As it begins the event's message. */
  title: string;
  /** What holds before the first outcome. */
  initial: ProbeRuntime['result'];
}

const kinds: readonly KindOfProbe[] = [
  { kind: 'startup', field: 'startupProbe', title: 'Startup', initial: 'Unknown' },
  { kind: 'liveness', field: 'livenessProbe', title: 'Liveness', initial: 'Success' },
  { kind: 'readiness', field: 'readinessProbe', title: 'Readiness', initial: 'Failure' },
];

/**
 * Sets up the probes of a container that has just started, or whose postStart hook has ended (`seenMs`). The first one runs when the initial delay is over and the kubelet has seen
 * the container.
 * Source: pkg/kubelet/prober. Differs: the real worker's ticks start with the pod, so its first probe may come up to one period later.
 */
export function startProbes(node: NodeRuntime, runtime: ContainerRuntime, container: Container, instance: Instance, seenMs: number): void {
  runtime.probes = [];
  for (const { kind, field, initial } of kinds) {
    const probe = container[field];
    if (!probe) continue;
    const firstMs = Math.max(firstProbeMs(node, instance, probe), nextRelistMs(node, seenMs));
    const waitsForStartup = kind !== 'startup' && container.startupProbe !== undefined;
    runtime.probes.push({ kind, nextAtMs: waitsForStartup ? Infinity : firstMs, result: initial, run: 0, lastOutcome: 'Unknown' });
  }
}

/** What became of the probes that were due: the worker writes the status or syncs. */
export interface ProbeNews {
  /** A container's readiness or startup state changed. */
  readinessChanged: boolean;
  /** A container is to be killed. */
  killWanted: boolean;
}

/** Runs the probes due now. Probes whose answer cannot change any more are not run again: they would write nothing. */
export function runProbes(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod): ProbeNews {
  const { nowMs } = context.component.env;
  const news: ProbeNews = { readinessChanged: false, killWanted: false };
  for (const runtime of pod.containers.values()) {
    if (!isRunning(runtime, nowMs) || !runtime.instance) continue;
    for (const probe of runtime.probes) {
      if (probe.nextAtMs > nowMs) continue;
      const container = findContainer(object, runtime.name)?.container;
      if (container) runProbe(context, node, pod, object, runtime, container, probe, news);
      else probe.nextAtMs = Infinity;
    }
  }
  return news;
}

function runProbe(
  context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod,
  runtime: ContainerRuntime, container: Container, probe: ProbeRuntime, news: ProbeNews,
): void {
  const { nowMs } = context.component.env;
  const { field, title } = kinds.find(({ kind }) => kind === probe.kind) as KindOfProbe;
  const spec = container[field] as Probe;
  const instance = runtime.instance as Instance;
  if (isClosed(askedPort(spec, container), portsOf(context, object), object)) probe.closed = true;
  else delete probe.closed;
  const answer = probeAnswer(context, runtime, probe, spec, nowMs);
  const outcome = answer === 'ok' ? 'Success' : 'Failure';
  if (answer !== 'ok') {
    const output = probeFailureText(spec, container, pod.sandbox?.ip ?? '', answer);
    containerEvent(context, pod, object, runtime.name, 'Warning', 'Unhealthy', `${title} probe failed: ${output}`);
  }
  probe.run = probe.lastOutcome === outcome ? probe.run + 1 : 1;
  probe.lastOutcome = outcome;
  const threshold = outcome === 'Success' ? spec.successThreshold ?? 1 : spec.failureThreshold ?? 3;
  probe.nextAtMs = nowMs + (spec.periodSeconds ?? 10) * 1000;
  if (probe.run < threshold) return;
  const changed = probe.result !== outcome;
  probe.result = outcome;
  if (outcome === 'Success') {
    if (nextAnswerChangeMs(context, runtime, probe, nowMs) === Infinity) probe.nextAtMs = Infinity;
    if (probe.kind === 'startup' && changed) {
      probe.nextAtMs = Infinity;
      wakeProbesAfterStartup(node, runtime, container, instance, nowMs);
    }
  } else if (probe.kind !== 'readiness') {
    // On hold until the next container.
    probe.nextAtMs = Infinity;
    runtime.killMessage = `Container ${runtime.name} failed ${probe.kind} probe, will be restarted`;
    const graceSeconds = spec.terminationGracePeriodSeconds ?? object.spec.terminationGracePeriodSeconds ?? 30;
    runtime.killGraceMs = graceSeconds * 1000;
    news.killWanted = true;
  }
  if (changed && probe.kind !== 'liveness') news.readinessChanged = true;
}

/** The other probes begin once the container has started. */
function wakeProbesAfterStartup(
  node: NodeRuntime, runtime: ContainerRuntime, container: Container, instance: Instance, nowMs: number,
): void {
  for (const probe of runtime.probes) {
    const spec = probe.kind === 'liveness' ? container.livenessProbe : probe.kind === 'readiness' ? container.readinessProbe : undefined;
    if (spec) probe.nextAtMs = Math.max(nowMs, firstProbeMs(node, instance, spec));
  }
}

/** What processes do has changed (profiles, faults): probes that rested because their answer was settled run again, on their own grid. */
export function wakeRestingProbes(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod): void {
  const { nowMs } = context.component.env;
  for (const runtime of pod.containers.values()) {
    const container = findContainer(object, runtime.name)?.container;
    if (!container || !runtime.instance || runtime.killMessage !== undefined || !isRunning(runtime, nowMs)) continue;
    const starting = probeResult(runtime, 'startup');
    if (starting !== undefined && starting !== 'Success') continue;
    for (const probe of runtime.probes) {
      const spec = probe.kind === 'liveness' ? container.livenessProbe : probe.kind === 'readiness' ? container.readinessProbe : undefined;
      if (!spec || probe.nextAtMs < Infinity) continue;
      const periodMs = (spec.periodSeconds ?? 10) * 1000;
      const firstMs = firstProbeMs(node, runtime.instance, spec);
      probe.nextAtMs = firstMs + Math.max(0, Math.ceil((nowMs - firstMs) / periodMs)) * periodMs;
    }
  }
}

function firstProbeMs(node: NodeRuntime, instance: Instance, probe: Probe): number {
  return Math.max(instance.startedAtMs + (probe.initialDelaySeconds ?? 0) * 1000, nextRelistMs(node, instance.startedAtMs));
}

/** A probe that fails and will go on failing repeats for ever: nothing to wait for. */
export function failsForGood(context: FleetContext, runtime: ContainerRuntime, probe: ProbeRuntime, nowMs: number): boolean {
  const { instance } = runtime;
  if (!instance || probe.kind !== 'readiness' || probe.result !== 'Failure' || probe.lastOutcome !== 'Failure') return false;
  if (probeResult(runtime, 'startup') === 'Unknown') return false;
  return nextAnswerChangeMs(context, runtime, probe, nowMs) === Infinity;
}
