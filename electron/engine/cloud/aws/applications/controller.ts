import { jsonEqual } from '../../../../../shared/json.ts';
import { objectKey, refOf, type ObjectRef } from '../../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Ingress } from '../../../../../shared/kubernetes/types/networking.ts';
import type { Node } from '../../../../../shared/kubernetes/types/node.ts';
import type { WatchEvent } from '../../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type ControllerFactory, type EventWrite, type Outcome, type Write } from '../../../controllers/controller.ts';
import { hasFinalizer, withFinalizer, withoutFinalizer } from '../../../controllers/finalizers.ts';
import { UnderWay, type Errands } from '../../../controllers/under-way.ts';
import { albController, isServedBy } from '../../../network/ingress/ingress-class.ts';
import type { AwsAccount } from '../account.ts';
import { subnetsFor } from '../balancers/addresses.ts';
import { annotation, finalizerOf, groupOf, isNamedGroup, orderOf } from './annotations.ts';
import { deployModel, loadBalancerController, removeApplication } from './deploy.ts';
import { ModelError } from './model-error.ts';
import { buildModel, type ApplicationModel } from './model.ts';
import { isTrafficProxy, registerTargets } from './register.ts';

/** Keys are groups of Ingresses: what they ask for, and, with this before them, the targets of their load balancer. */
const targetsOf = 'targets ';

/**
 * The AWS Load Balancer Controller, as far as Ingresses go: an Application Load Balancer for each group of those whose class is its own. It is a workload of the cluster, and works while one of its
 * containers runs and an API server answers that. Source: aws-load-balancer-controller, controllers/ingress/group_controller.go.
 * Differs: Services that ask for its load balancers get none; of several pods the one that started first works, and another takes over at once when it ends, without Lease.
 */
export function applicationController(account: AwsAccount, changed: () => void): ControllerFactory {
  return (context) => new ApplicationController(context, account, changed);
}

class ApplicationController implements Controller {
  readonly name = loadBalancerController;
  readonly eventSource = 'ingress';
  readonly process = 'aws-load-balancer-controller';
  readonly watches = ['ingresses', 'ingressclasses', 'services', 'endpointslices', 'nodes'];
  private readonly context: ControllerContext;
  private readonly account: AwsAccount;
  private readonly changed: () => void;
  private readonly calls: UnderWay;

  constructor(context: ControllerContext, account: AwsAccount, changed: () => void) {
    this.context = context;
    this.account = account;
    this.changed = changed;
    this.calls = new UnderWay(context.env);
  }

  get state(): Errands {
    return this.calls.errands;
  }

  set state(errands: Errands) {
    this.calls.errands = errands;
  }

  start(): void {
    for (const ingress of this.context.api.list<Ingress>('ingresses')) if (this.isOurs(ingress) || isHeld(ingress)) this.context.queue.add(groupOf(ingress));
    for (const group of this.account.state.applications.keys()) this.context.queue.add(targetsOf + group);
  }

  observe(event: WatchEvent): void {
    switch (event.resource) {
      case 'ingresses': return this.observeIngress(event as WatchEvent<Ingress>);
      case 'endpointslices': return this.observeSlice(event as WatchEvent<EndpointSlice>);
      case 'nodes': return this.observeNode(event as WatchEvent<Node>);
      case 'services': return this.observeService(event as WatchEvent<Service>);
      default: this.start();
    }
  }

  reconcile(key: string): Outcome {
    return key.startsWith(targetsOf) ? this.followTargets(key.slice(targetsOf.length)) : this.followGroup(key);
  }

  private observeIngress({ type, object, previous }: WatchEvent<Ingress>): void {
    const isNew = type !== 'MODIFIED' || !previous || previous.spec !== object.spec || previous.metadata.annotations !== object.metadata.annotations
      || previous.metadata.deletionTimestamp !== object.metadata.deletionTimestamp;
    if (!isNew) return;
    for (const one of previous ? [object, previous] : [object]) if (this.isOurs(one) || isHeld(one)) this.context.queue.add(groupOf(one));
    if (hasFinalizer(object, finalizerOf('/'))) this.context.queue.add(objectKey(object));
  }

  private observeService({ key, object, previous }: WatchEvent<Service>): void {
    if (previous && previous.spec === object.spec && previous.metadata.annotations === object.metadata.annotations) return;
    for (const ingress of this.context.api.byIndex<Ingress>('ingresses', 'namespace', object.metadata.namespace ?? '')) {
      if (namesService(ingress, key) && this.isOurs(ingress)) this.context.queue.add(groupOf(ingress));
    }
  }

  private observeSlice({ object: { metadata: { namespace = '', labels } } }: WatchEvent<EndpointSlice>): void {
    const name = labels?.['kubernetes.io/service-name'];
    for (const [group, { targetGroups }] of this.account.state.applications) {
      if (targetGroups.some(({ type, service }) => type === 'ip' && service.name === name && service.namespace === namespace)) this.context.queue.add(targetsOf + group);
    }
  }

  private observeNode({ type, object, previous }: WatchEvent<Node>): void {
    if (type === 'MODIFIED' && previous && isTrafficProxy(object) === isTrafficProxy(previous) && object.spec.providerID === previous.spec.providerID) return;
    for (const [group, { targetGroups }] of this.account.state.applications) if (targetGroups.some((one) => one.type === 'instance')) this.context.queue.add(targetsOf + group);
  }

  private followGroup(group: string): Outcome {
    const { members, leaving } = this.load(group);
    const finalizer = finalizerOf(group);
    const [first] = members;
    if (!first) return this.remove(group, leaving);
    const held: Write[] = members.filter((one) => !hasFinalizer(one, finalizer)).map((one) => ({ verb: 'update', object: withFinalizer(one, finalizer) }));
    let model: ApplicationModel;
    try {
      this.checkSubnets(members);
      model = buildModel(this.context.api, group, members);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      return { kind: 'Retry', reason: error.message, writes: [...held, ...members.map((one) => event(one, 'Warning', 'FailedBuildModel', `Failed build model due to ${error.message}`))] };
    }
    const waiting = this.calls.isAt(group, 'deploy') ? this.calls.wait(group, 'deploy', 0) : undefined;
    if (waiting) return waiting;
    const { result, durationMs } = deployModel(this.account, group, ingressRef(first), model);
    this.changed();
    if (!result.ok) return { kind: 'Retry', reason: result.error, writes: [...held, ...members.map((one) => event(one, 'Warning', 'FailedDeployModel', `Failed deploy model due to ${result.error}`))] };
    this.context.queue.add(targetsOf + group);
    // What has been asked for is there once all answers have come; nothing more is to be asked for then, unless something has changed meanwhile.
    const answers = durationMs > 0 ? this.calls.wait(group, 'deploy', durationMs, () => held) : undefined;
    if (answers) return answers;
    const hostname = this.account.state.applications.get(group)?.dnsName ?? '';
    return { kind: 'Done', writes: [
      ...held,
      ...members.flatMap((one): Write[] => (jsonEqual(one.status?.loadBalancer?.ingress ?? [], [{ hostname }]) ? [] : [{ verb: 'updateStatus', object: withAddress(one, hostname) }])),
      ...leaving.map((one): Write => ({ verb: 'update', object: withoutFinalizer(one, finalizer) })),
      ...members.map((one) => event(one, 'Normal', 'SuccessfullyReconciled', 'Successfully reconciled')),
    ] };
  }

  /** Nobody of the group wants a load balancer any more. */
  private remove(group: string, leaving: readonly Ingress[]): Outcome {
    const [first] = leaving;
    const waiting = this.calls.isAt(group, 'remove') ? this.calls.wait(group, 'remove', 0) : undefined;
    if (waiting) return waiting;
    const { applications, looseTargetGroups } = this.account.state;
    const subject = first ? ingressRef(first) : applications.get(group)?.subject;
    const asked = subject && (applications.has(group) || looseTargetGroups.has(group)) ? removeApplication(this.account, group, subject) : undefined;
    this.changed();
    if (asked && !asked.result.ok) return { kind: 'Retry', reason: asked.result.error };
    const answers = asked && this.calls.wait(group, 'remove', asked.durationMs);
    if (answers) return answers;
    return { kind: 'Done', writes: leaving.map((one): Write => ({ verb: 'update', object: withoutFinalizer(one, finalizerOf(group)) })) };
  }

  private followTargets(group: string): Outcome {
    const balancer = this.account.state.applications.get(group);
    if (!balancer) return nothingToDo;
    const { result } = registerTargets(this.account, this.context.api, balancer);
    this.changed();
    return result.ok ? nothingToDo : { kind: 'Retry', reason: result.error };
  }

  /** Its members in order, and those that hold on to it only until it has let them go. Source: pkg/ingress/group_loader.go. */
  private load(group: string): { members: Ingress[]; leaving: Ingress[] } {
    const ours = [...this.context.api.list<Ingress>('ingresses')];
    const members = ours.filter((one) => groupOf(one) === group && !one.metadata.deletionTimestamp && this.isOurs(one))
      .sort((a, b) => orderOf(a) - orderOf(b) || (objectKey(a) < objectKey(b) ? -1 : 1));
    const leaving = ours.filter((one) => hasFinalizer(one, finalizerOf(group)) && !members.includes(one) && (isNamedGroup(group) || objectKey(one) === group));
    return { members, leaving };
  }

  private checkSubnets(members: readonly Ingress[]): void {
    const isPublic = members.some(({ metadata }) => annotation(metadata.annotations, 'scheme') === 'internet-facing');
    const count = subnetsFor(this.account, isPublic ? 'internet-facing' : 'internal').length;
    if (count < 2) throw new ModelError(`couldn't auto-discover subnets: subnets count less than minimal required count: ${count} < 2`);
  }

  private isOurs(ingress: Ingress): boolean {
    return isServedBy(this.context.api, albController, ingress);
  }
}

/** It has a finalizer of the controller. */
function isHeld({ metadata: { finalizers = [] } }: Ingress): boolean {
  return finalizers.some((one) => one === finalizerOf('/') || one.startsWith('group.ingress.k8s.aws/'));
}

function namesService({ metadata: { namespace = '', annotations = {} }, spec }: Ingress, key: string): boolean {
  const name = key.slice(namespace.length + 1);
  const backends = [...(spec?.defaultBackend ? [spec.defaultBackend] : []), ...(spec?.rules ?? []).flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend))];
  return backends.some(({ service }) => service?.name === name) || Object.values(annotations).some((text) => text.includes(`"${name}"`));
}

function ingressRef(ingress: Ingress): ObjectRef {
  return { ...refOf(ingress), apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' };
}

function withAddress(ingress: Ingress, hostname: string): Ingress {
  return { ...ingress, status: { ...ingress.status, loadBalancer: { ingress: [{ hostname }] } } };
}

function event(about: Ingress, type: 'Normal' | 'Warning', reason: string, message: string): EventWrite {
  return { verb: 'event', about, record: { type, reason, message } };
}
