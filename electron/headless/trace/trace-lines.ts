import { symptomOf, type FailureCause } from '../../../shared/network/failure-cause.ts';
import type { Distribution, Handler, Hop, HopRule, Outcome, Packet, RequestTrace, RouteStop } from '../../../shared/network/trace.ts';

/** A followed request as lines: one for each hop, then what became of it. */
export function traceLines({ hops, outcome }: RequestTrace): string[] {
  return [...hops.map(hopLine), outcomeLine(outcome)];
}

/** All that may become of a request: share, outcome, way; the most frequent first. */
export function distributionLines({ outcomes }: Distribution): string[] {
  return outcomes.toSorted((a, b) => b.probability - a.probability).map(
    ({ probability, outcome, route }) => `${(probability * 100).toFixed(1).padStart(5)} %  ${outcomeLine(outcome)}${route.length > 0 ? `  by ${route.map(stopText).join(' → ')}` : ''}`,
  );
}

function hopLine({ rule, before, after, verdict, subject, depth = 0 }: Hop): string {
  const { kind, ...facts } = rule;
  const about = subject ? ` ${subject.kind} ${subject.namespace && subject.namespace !== 'default' ? `${subject.namespace}/` : ''}${subject.name}` : '';
  const packet = before ? `  ${packetText(before)}${after ? ` → ${packetText(after)}` : ''}` : '';
  return `${'  '.repeat(depth)}${verdict === 'Failed' ? 'x' : '-'} ${kind}${about}${packet}${factsText(kind, facts)}`;
}

function packetText({ sourceIp, destinationIp, destinationPort }: Packet): string {
  return `${sourceIp} > ${destinationIp}:${destinationPort}`;
}

/** What the other parts of the line do not say already. */
const told: Partial<Record<HopRule['kind'], readonly string[]>> = { Pod: ['ip'], Node: ['node', 'address'], Egress: ['machine'], Proxy: ['service'] };

function factsText(kind: HopRule['kind'], facts: object): string {
  const shown = Object.entries(facts).filter(([name, value]) => value !== undefined && !told[kind]?.includes(name));
  return shown.length > 0 ? `  ${shown.map(([name, value]) => `${name}=${valueText(value)}`).join(' ')}` : '';
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(',') || 'none';
  if (typeof value === 'number') return String(Math.round(value * 1000) / 1000);
  if (typeof value !== 'object' || value === null) return String(value);
  const { kind, ip, port, pod, namespace, name } = value as { kind?: string; ip?: string; port?: number; pod?: { name: string }; namespace?: string; name?: string };
  if (kind === undefined && ip !== undefined) return `${ip}:${port}${pod ? `(${pod.name})` : ''}`;
  if (name !== undefined) return `${namespace && namespace !== 'default' ? `${namespace}/` : ''}${name}${port === undefined ? '' : `:${port}`}`;
  return `{${Object.entries(value).map(([key, item]) => `${key}=${valueText(item)}`).join(' ')}}`;
}

function outcomeLine(outcome: Outcome): string {
  if (outcome.kind === 'Served') return `served by ${outcome.handlers.map(handlerText).join(', then ') || 'the outside'}`;
  const { cause, handlers } = outcome;
  return `failed: ${causeText(cause)}  [${symptomOf(cause, handlers.length > 0)}]`;
}

function causeText({ kind, ...facts }: FailureCause): string {
  return `${kind} ${Object.entries(facts).map(([name, value]) => `${name}=${valueText(value)}`).join(' ')}`.trimEnd();
}

function handlerText({ pod, node, container, port }: Handler): string {
  return `${pod.namespace === 'default' ? '' : `${pod.namespace}/`}${pod.name} (${container}:${port} on ${node})`;
}

function stopText(stop: RouteStop): string {
  switch (stop.kind) {
    case 'Pod': return `Pod ${stop.pod.name}`;
    case 'External': return stop.host;
    default: return `${stop.kind} ${stop.name}`;
  }
}
