import type { ObjectRef } from '../kubernetes/registry.ts';
import { cloudRef } from '../view/cloud-ref.ts';
import type { FailureCause, NoEndpointsWhy } from './failure-cause.ts';

interface Named {
  namespace: string;
  name: string;
}

const service = ({ namespace, name }: Named): ObjectRef => ({ apiVersion: 'v1', kind: 'Service', namespace, name });
const pod = ({ namespace, name }: Named): ObjectRef => ({ apiVersion: 'v1', kind: 'Pod', namespace, name });
const ingress = ({ namespace, name }: Named): ObjectRef => ({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace, name });
const policy = (namespace: string, name: string): ObjectRef => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace, name });
const machine = (name: string): ObjectRef => ({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name });

/** The objects at which one mends what made a request fail, the likeliest first. None: what is missing is no object, such as an unknown host. */
export function objectsOfFailure(cause: FailureCause): ObjectRef[] {
  switch (cause.kind) {
    case 'NoSuchHost': return cause.ingress ? [ingress(cause.ingress)] : [];
    case 'DnsUnanswered': case 'CallFailed': return objectsOfFailure(cause.because);
    case 'NoLocalHealth': return [service(cause.service), machine(cause.node)];
    case 'NotExposed': case 'LoadBalancerPending': case 'NoHealthyNode': case 'SourceRangeDenied': case 'NoSuchPort': return [service(cause.service)];
    case 'NoProxyRule': case 'NodePortClosed': return [machine(cause.node)];
    case 'NoEndpoints': return [...unreadyPods(cause.why), service(cause.service)];
    case 'NoLocalEndpoints': return [service(cause.service), machine(cause.node)];
    case 'DeniedByPolicy': return [...cause.policies.map((name) => policy(cause.pod.namespace, name)), pod(cause.pod)];
    case 'EgressOff': return [...(typeof cause.gateway === 'object' ? [cloudRef('NatGateway', cause.gateway.id)] : []), machine(cause.machine)];
    case 'MachineDown': return [machine(cause.machine)];
    case 'CutOff': return [machine(cause.machine), ...(cause.from === undefined ? [] : [machine(cause.from)])];
    case 'AddressGone': return [cause.staleOn ?? cause.node].flatMap((name) => (name === undefined ? [] : [machine(name)]));
    case 'NotListening': return [...(cause.service ? [service(cause.service)] : []), pod(cause.pod)];
    case 'Starting': case 'ContainerNotRunning': case 'Hung': case 'Overloaded': return [pod(cause.pod)];
    case 'IngressBackendMissing': case 'BalancerProvisioning': case 'NoListener': case 'FixedResponse': return [ingress(cause.ingress)];
    case 'NoTargets': return [service(cause.service), ingress(cause.ingress)];
    case 'NoSuchPod': case 'NoSuchService': case 'NoNode': case 'NoRoute': case 'NoIngressRule': case 'TooManyHops': return [];
  }
}

function unreadyPods(why: NoEndpointsWhy): ObjectRef[] {
  return why.kind === 'NoneReady' ? why.pods.map(pod) : [];
}
