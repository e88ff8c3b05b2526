import type { Service } from '../../../../../shared/kubernetes/types/core.ts';
import { refOf } from '../../../../../shared/kubernetes/registry.ts';
import { regionOf } from '../../../../../shared/cloud/aws/catalogue/regions.ts';
import type { CloudAnswer } from '../../cloud-instances.ts';
import type { AwsAccount } from '../account.ts';
import { cloudControllerManager } from '../describe-instances.ts';
import { charge, close } from '../ledger.ts';
import type { Balancer } from '../state.ts';
import { typeOf } from './annotations.ts';
import { CallSeries } from './call-series.ts';
import { classicCalls } from './classic-calls.ts';
import { networkCalls } from './network-calls.ts';

/** How one type of load balancer is made, changed and taken away. */
export interface BalancerCalls {
  readonly protocols: readonly string[];
  /** @returns undefined: it could not be made */
  create(series: CallSeries, service: Service): Balancer | undefined;
  /** Makes it what the Service says. @param nodes its targets */
  bringInLine(series: CallSeries, balancer: Balancer, service: Service, nodes: readonly string[]): void;
  setTargets(series: CallSeries, balancer: Balancer, added: readonly string[], gone: readonly string[]): void;
  /** @returns whether it is gone */
  remove(series: CallSeries, balancer: Balancer): boolean;
}

const callsOf: Readonly<Record<Balancer['type'], BalancerCalls>> = { network: networkCalls, classic: classicCalls };

/**
 * Makes, or changes, the load balancer of a Service, with the calls of cloud-provider-aws. Source: EnsureLoadBalancer, pkg/providers/v1/aws.go.
 * Differs: one whose Service asks for another type later stays what it is.
 */
export function ensureBalancer(account: AwsAccount, service: Service, nodes: readonly string[]): CloudAnswer<void> {
  const known = account.state.balancers.get(service.metadata.uid ?? '');
  const type = known?.type ?? typeOf(service) ?? 'classic';
  const series = seriesFor(account, type, service);
  const { protocols, create, bringInLine } = callsOf[type];
  const problem = unsupported(service, protocols);
  if (problem !== undefined) series.fail(problem);
  const balancer = series.failed ? undefined : known ?? create(series, service);
  if (!balancer) return series.end();
  if (!known && balancer.scheme !== 'internal') billAddresses(account, balancer);
  const { externalTrafficPolicy, healthCheckNodePort = 0, loadBalancerSourceRanges = [] } = service.spec;
  Object.assign(balancer, { local: externalTrafficPolicy === 'Local', healthCheckNodePort, sourceRanges: [...loadBalancerSourceRanges] });
  bringInLine(series, balancer, service, nodes);
  return series.end();
}

export function removeBalancer(account: AwsAccount, service: Service): CloudAnswer<void> {
  const { uid = '' } = service.metadata;
  const balancer = account.state.balancers.get(uid);
  const series = seriesFor(account, balancer?.type ?? 'classic', service);
  if (balancer && callsOf[balancer.type].remove(series, balancer)) {
    account.state.balancers.delete(uid);
    close(account.state.bills, `${balancer.arn}/addresses`, account.nowMs);
  }
  return series.end();
}

/** Registers and deregisters what the targets of one load balancer are more, or less, from now on. */
export function setBalancerTargets(account: AwsAccount, balancer: Balancer, nodes: readonly string[]): CloudAnswer<void> {
  const series = new CallSeries(account, { caller: cloudControllerManager, subject: balancer.subject, version: balancer.type === 'classic' ? 'v1' : 'v2' });
  const added = nodes.filter((node) => !balancer.targets.includes(node));
  callsOf[balancer.type].setTargets(series, balancer, added, balancer.targets.filter((node) => !nodes.includes(node)));
  return series.end();
}

function seriesFor(account: AwsAccount, type: Balancer['type'], service: Service): CallSeries {
  return new CallSeries(account, { caller: cloudControllerManager, subject: refOf(service), version: type === 'classic' ? 'v1' : 'v2' });
}

/** Source: EnsureLoadBalancer, checkProtocol. */
function unsupported({ spec: { sessionAffinity = 'None', ports = [] } }: Service, protocols: readonly string[]): string | undefined {
  if (sessionAffinity !== 'None') return `unsupported load balancer affinity: ${sessionAffinity}`;
  const other = ports.find(({ protocol = 'TCP' }) => !protocols.includes(protocol));
  return other && `Protocol ${other.protocol ?? 'TCP'} not supported by LoadBalancer`;
}

function billAddresses({ state, spec, nowMs }: AwsAccount, { arn, addresses, subject }: Balancer): void {
  charge(state.bills, `${arn}/addresses`, { subject, kind: 'PublicAddress', type: `${addresses.length} public IPv4 addresses` },
    (regionOf(spec.region)?.prices.publicAddressHour ?? 0) * addresses.length, nowMs);
}
